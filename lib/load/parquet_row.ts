import { decodeText } from "./decode_text.ts";
import type { LoadErrorPlace } from "./load_error.ts";

/** A row as the parquet reader gives it: texts are still bytes. */
export type ParquetRow = Record<string, unknown>;

/**
 * A parquet row with its bytes read as text. Anything that is not bytes stays as it is, for the schema to
 * judge.
 *
 * @param row The row, its conversations a list of structs.
 * @param place The file and the row's number in it.
 * @returns The same row in texts, the id first.
 * @throws {LoadError} If a text is not UTF-8.
 */
export function parquetRowTexts(row: ParquetRow, place: LoadErrorPlace): ParquetRow {
  const texts: ParquetRow = {};
  const text = (value: unknown, field: () => string) => {
    // The reader gives undefined for a null inside a list.
    if (!(value instanceof Uint8Array)) return value ?? null;
    return decodeText(value, () => ({ ...place, id: texts.id as string | undefined, field: field() }));
  };
  if ("id" in row) texts.id = text(row.id, () => "id");
  for (const [name, value] of Object.entries(row)) {
    if (name === "id") continue;
    texts[name] = Array.isArray(value)
      ? value.map((turn, i) => turnTexts(turn, `${name}[${i}]`, text))
      : text(value, () => name);
  }
  return texts;
}

function turnTexts(
  turn: unknown,
  path: string,
  text: (value: unknown, field: () => string) => unknown,
): unknown {
  if (typeof turn !== "object" || turn === null || turn instanceof Uint8Array) return text(turn, () => path);
  const { from, value } = turn as Record<string, unknown>;
  return { from: text(from, () => `${path}.from`), value: text(value, () => `${path}.value`) };
}
