import { parquetReadObjects } from "hyparquet";
import { type Role, ROLES, type Trace } from "../trace/mod.ts";
import { checkText, decodeText, type OpenBytes } from "./bytes.ts";
import { checkRow } from "./check_row.ts";
import type { LoadErrorPlace } from "./load_error.ts";
import {
  bytesPerRow,
  countSpannedRows,
  hasNativeColumns,
  parquetCodecs,
  parquetError,
  parquetFooter,
  planGroups,
  rowColumns,
  rowCount,
  traceColumns,
} from "./parquet_footer.ts";
import { withPageChecks } from "./parquet_guard.ts";
import {
  expectLoadError,
  FILE_ROWS,
  type LabelColumn,
  memoize,
  type PieceFile,
  type Rows,
  TRACE_COLUMNS,
  tryRow,
} from "./rows.ts";

// Texts stay bytes until their row is wanted: decoding a whole row group at once takes several times its
// memory.
const asBytes = (bytes: Uint8Array) => bytes;
const parsers = { stringFromBytes: asBytes, jsonFromBytes: asBytes };

/**
 * Makes rows of a parquet file, with one row group in memory; a text is decoded when its row is reached. `from` is
 * the file as it can be opened elsewhere.
 *
 * @see https://parquet.apache.org/docs/file-format/
 */
export function parquetRows(file: string, open: OpenBytes, from: PieceFile | null = null): Rows {
  const footer = memoize(async () => {
    const bytes = await open(false);
    try {
      return await parquetFooter(file, bytes);
    } finally {
      bytes.close();
    }
  });

  /** Reads the wanted rows, one row group after the other. */
  async function* groups(names: readonly string[], wanted?: ArrayLike<number>, limit?: number) {
    const metadata = await footer();
    const plan = planGroups(metadata, wanted, limit);
    if (plan.length === 0) return;
    const columns = names === TRACE_COLUMNS
      ? rowColumns(metadata)
      : traceColumns(metadata).filter((name) => names.includes(name));
    const opened = await open(names === TRACE_COLUMNS && countSpannedRows(plan) >= rowCount(metadata) / 2);
    const bytes = withPageChecks(opened, metadata);
    try {
      for (const { start, end, rows } of plan) {
        const options = {
          file: bytes,
          metadata,
          columns,
          rowStart: start,
          rowEnd: end,
          useOffsetIndex: true,
        };
        const group: ParquetRow[] = await parquetReadObjects({
          ...options,
          parsers,
          compressors: parquetCodecs,
        })
          .catch((cause) => {
            bytes.signal?.throwIfAborted();
            throw parquetError(file, `rows ${start} to ${end - 1} (counting from 0) cannot be read`, cause);
          });
        yield { group, start, rows };
      }
      await bytes.complete?.();
    } finally {
      bytes.close();
    }
  }

  const all: Rows = {
    count: async () => rowCount(await footer()),
    async columns() {
      const metadata = await footer();
      if (hasNativeColumns(metadata)) return traceColumns(metadata);
      for await (const trace of all.read(undefined, 1)) return TRACE_COLUMNS.filter((name) => name in trace);
      return [];
    },
    async *read(wanted, limit, lean): AsyncIterableIterator<Trace> {
      for await (const { group, start, rows } of groups(TRACE_COLUMNS, wanted, limit)) {
        for (const row of rows) {
          const cells = group[row - start]!;
          // Released, so that its pages can be freed before the row group ends.
          group[row - start] = {};
          const place = { file, row };
          yield checkRow(decodeRow(cells, place, lean), place);
        }
      }
    },
    async *results() {
      for (const { start, end } of planGroups(await footer())) {
        const numbers = Array.from({ length: end - start }, (_, i) => start + i);
        try {
          for await (const { group, rows } of groups(TRACE_COLUMNS, numbers)) {
            for (const row of rows) {
              const cells = group[row - start]!;
              group[row - start] = {};
              const place = { file, row };
              let raw: unknown;
              yield tryRow(row, () => raw, () => {
                raw = decodeRow(cells, place);
                return checkRow(raw, place);
              });
            }
          }
        } catch (error) {
          const fault = expectLoadError(error);
          for (const row of numbers) yield { row, error: fault };
        }
      }
    },
    async labels(column: LabelColumn) {
      const metadata = await footer();
      if (!hasNativeColumns(metadata)) {
        return await Array.fromAsync(all.read(), (trace) => trace[column] ?? null);
      }
      if (!traceColumns(metadata).includes(column)) return Array(rowCount(metadata)).fill(null);
      const labels: (string | null)[] = [];
      for await (const { group, start, rows } of groups([column])) {
        for (const row of rows) {
          const place = { file, row };
          const texts = decodeRow(group[row - start]!, place);
          labels.push(checkRow({ id: "", conversations: [], ...texts }, place)[column] ?? null);
        }
      }
      return labels;
    },
    locate: (row) => Promise.resolve({ file, row }),
    rowBytes: async () => bytesPerRow(await footer()),
    pieces: async () =>
      from && planGroups(await footer()).map(({ start, end }) => (
        { file: from, first: start, start, end, source: null, [FILE_ROWS]: all }
      )),
  };
  return all;
}

/** A row as the parquet reader gives it: texts are still bytes. */
type ParquetRow = Record<string, unknown>;

/** Decodes a cell where it is bytes; `field` names it in an error. */
type ReadCell = (value: unknown, field: () => string) => unknown;

/**
 * Decodes the bytes of a row as text, the id first, for errors; other values are left for the schema to judge.
 * `lean` checks system turns and `tools`, but leaves them empty.
 */
function decodeRow(row: ParquetRow, place: LoadErrorPlace, lean = false): ParquetRow {
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
      ? value.map((turn, i) => decodeTurn(turn, () => `${name}[${i}]`, text, lean ? empty : text))
      : decodeNested(value, () => name, text);
  }
  return texts;
}

/**
 * Decodes what is nested. Fields that are null are left out: in parquet every object of a list has the fields of
 * all of them.
 */
function decodeNested(value: unknown, path: () => string, text: ReadCell): unknown {
  if (Array.isArray(value)) return value.map((item, i) => decodeNested(item, () => `${path()}[${i}]`, text));
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return text(value, path);
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
      .map(([name, field]) => [name, decodeNested(field, () => `${path()}.${name}`, text)]),
  );
}

function decodeTurn(turn: unknown, path: () => string, text: ReadCell, systemText: ReadCell): unknown {
  if (typeof turn !== "object" || turn === null || turn instanceof Uint8Array) return text(turn, path);
  if (!("from" in turn)) return decodeNested(turn, path, text);
  const { from: speaker, value } = turn as Record<string, unknown>;
  const from = readRole(speaker) ?? text(speaker, () => `${path()}.from`);
  return { from, value: (from === "system" ? systemText : text)(value, () => `${path()}.value`) };
}

/** Roles by the length of their names, which differ. */
const BY_LENGTH = new Map(ROLES.map((role) => [role.length, role]));

/** Reads the role that UTF-8 bytes name without decoding them, as every turn has one; undefined if they name none. */
function readRole(bytes: unknown): Role | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const role = BY_LENGTH.get(bytes.length);
  if (role === undefined) return undefined;
  for (let i = 0; i < role.length; i++) if (bytes[i] !== role.charCodeAt(i)) return undefined;
  return role;
}
