import { checkText, decodeText } from "./decode_text.ts";
import type { LoadErrorPlace } from "./load_error.ts";
import { roleOf } from "./role_of.ts";

/** A row as the parquet reader gives it: texts are still bytes. */
export type ParquetRow = Record<string, unknown>;

/** Reads a cell as text, where it is bytes; `field` says where it is, for an error. */
type ReadCell = (value: unknown, field: () => string) => unknown;

/**
 * A parquet row with its bytes read as text. Anything that is not bytes stays as it is, for the schema to
 * judge.
 *
 * @param row The row, its conversations a list of structs.
 * @param place The file and the row's number in it.
 * @param lean Whether what no measure looks at (system turns, `tools`) is checked alone, and left empty.
 * @returns The same row in texts, the id first.
 * @throws {LoadError} If a text is not UTF-8.
 */
export function parquetRowTexts(row: ParquetRow, place: LoadErrorPlace, lean = false): ParquetRow {
  const texts: ParquetRow = {};
  const full = (field: () => string) => ({ ...place, id: texts.id as string | undefined, field: field() });
  const text: ReadCell = (value, field) => {
    // The reader gives undefined for a null inside a list.
    if (!(value instanceof Uint8Array)) return value ?? null;
    return decodeText(value, () => full(field));
  };
  const empty: ReadCell = (value, field) => {
    if (!(value instanceof Uint8Array)) return value ?? null;
    checkText(value, () => full(field));
    return "";
  };
  if ("id" in row) texts.id = text(row.id, () => "id");
  for (const name in row) {
    if (name === "id") continue;
    const value = row[name];
    texts[name] = !Array.isArray(value)
      ? (lean && name === "tools" ? empty : text)(value, () => name)
      : name === "conversations"
      ? value.map((turn, i) => turnTexts(turn, () => `${name}[${i}]`, text, lean ? empty : text))
      : nestedTexts(value, () => name, text);
  }
  return texts;
}

/**
 * What is nested, with its bytes read as text. Fields that are null are left out: in parquet every object of a list has
 * the fields of all of them.
 */
function nestedTexts(value: unknown, path: () => string, text: ReadCell): unknown {
  if (Array.isArray(value)) return value.map((item, i) => nestedTexts(item, () => `${path()}[${i}]`, text));
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return text(value, path);
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
      .map(([name, field]) => [name, nestedTexts(field, () => `${path()}.${name}`, text)]),
  );
}

function turnTexts(turn: unknown, path: () => string, text: ReadCell, systemText: ReadCell): unknown {
  if (typeof turn !== "object" || turn === null || turn instanceof Uint8Array) return text(turn, path);
  if (!("from" in turn)) return nestedTexts(turn, path, text);
  const { from: speaker, value } = turn as Record<string, unknown>;
  const from = roleOf(speaker) ?? text(speaker, () => `${path()}.from`);
  return { from, value: (from === "system" ? systemText : text)(value, () => `${path()}.value`) };
}
