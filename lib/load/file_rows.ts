import { parse } from "@std/csv";
import { isObject } from "../python/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { decodeText, joinBytes, openLocalBytes, openLocalStream } from "./bytes.ts";
import { checkRow } from "./check_row.ts";
import { describeValue } from "./dialects/field_reader.ts";
import { createHub } from "./hub/hub.ts";
import { hubRows } from "./hub/hub_rows.ts";
import { jsonlRows, type OpenStream } from "./jsonl_rows.ts";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";
import { parquetRows } from "./parquet_rows.ts";
import { type LabelColumn, memoize, type PieceFile, type Rows, TRACE_COLUMNS, tryRow } from "./rows.ts";

/**
 * Makes the rows of a file, by the ending of its name; nothing is opened yet.
 *
 * @param file The file.
 * @returns The rows.
 */
export function fileRows(file: PieceFile): Rows {
  if (file.kind === "hub") return hubRows(file.repo, file.file, createHub(), file);
  const { path } = file;
  if (/\.parquet$/i.test(path)) return parquetRows(path, explainFailure(path, openLocalBytes), file);
  const open = explainFailure(path, openLocalStream);
  const format = path.replace(PACKED, "").toLowerCase();
  if (format.endsWith(".csv")) return wholeFileRows(path, () => readCsv(path, open));
  if (format.endsWith(".json")) return wholeFileRows(path, () => readJson(path, open));
  const openBytes = PACKED.test(path) ? undefined : explainFailure(path, openLocalBytes);
  return jsonlRows(path, open, file, openBytes);
}

const PACKED = /\.(?:gz|zst)$/i;

function explainFailure<T>(path: string, open: (path: string) => Promise<T>): () => Promise<T> {
  return () =>
    open(path).catch((cause) => {
      if (cause instanceof LoadError) throw cause;
      const reason = `it cannot be opened (${cause.message})`;
      throw new LoadError(reason, { file: path }, "Check that it is there and may be read.", { cause });
    });
}

/** Columns whose cells hold lists, as JSON text. */
const LISTS = ["conversations", "conversation", "messages"];
const CSV_REMEDY = "A list in a cell is written as JSON: with json.dumps in Python, not with str.";

/**
 * Reads a CSV file with a line of column names. Lists (the conversation) are JSON in their cells; an empty cell is
 * a column that the row does not have.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
async function readCsv(file: string, open: OpenStream): Promise<WholeFileRow[]> {
  const text = await readText(file, open);
  let rows: Record<string, string | undefined>[];
  try {
    rows = parse(text, { skipFirstRow: true }) as typeof rows;
  } catch (cause) {
    const remedy = "Its first line names the columns; a cell with commas or line ends stands in quotes.";
    throw new LoadError(`it is not CSV (${(cause as Error).message})`, { file }, remedy, { cause });
  }
  return rows.map((cells, row) => {
    const place = { file, row };
    return { raw: rowOf(cells, place), place };
  });
}

function rowOf(cells: Record<string, string | undefined>, place: LoadErrorPlace): Record<string, unknown> {
  const filled = Object.entries(cells).filter(([, cell]) => cell !== undefined && cell !== "");
  return Object.fromEntries(
    filled.map((
      [name, cell],
    ) => [name, LISTS.includes(name) ? parseCell(cell!, { ...place, field: name }) : cell]),
  );
}

function parseCell(cell: string, place: LoadErrorPlace): unknown {
  try {
    return JSON.parse(cell);
  } catch (cause) {
    throw new LoadError(`its cell is not JSON (${(cause as Error).message})`, place, CSV_REMEDY, { cause });
  }
}

const JSON_REMEDY = "A .json file holds a list of rows, or one row; with one row a line, call it .jsonl.";

/** Reads a JSON file: a list of rows, or one row. */
async function readJson(file: string, open: OpenStream): Promise<WholeFileRow[]> {
  const text = await readText(file, open);
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new LoadError(`it is not JSON (${(cause as Error).message})`, { file }, JSON_REMEDY, { cause });
  }
  if (isObject(document)) return [{ raw: document, place: { file, row: 0 } }];
  if (!Array.isArray(document)) {
    throw new LoadError(`it holds ${describeValue(document)}`, { file }, JSON_REMEDY);
  }
  return document.map((raw, row) => ({ raw, place: { file, row } }));
}

/** A row of a file that is read as a whole, and its place. */
interface WholeFileRow {
  /** Content of the row, not checked yet. */
  raw: unknown;
  /** File and number of the row. */
  place: LoadErrorPlace;
}

/**
 * Makes rows of a file that can only be read as a whole; it is in memory only while it is read, and read anew each
 * time.
 */
function wholeFileRows(file: string, readAll: () => Promise<WholeFileRow[]>): Rows {
  // All labels are kept from one pass, as they are short and read one column after the other.
  const labels = memoize(async () =>
    (await readAll()).map(({ raw, place }) => {
      const { conversations: _, tools: __, ...rest } = checkRow(raw, place);
      return rest as Pick<Trace, LabelColumn>;
    })
  );
  const countRows = memoize(async () => (await readAll()).length);
  return {
    count: countRows,
    async columns() {
      const [first] = await readAll();
      const keys = Object.keys(first === undefined ? {} : checkRow(first.raw, first.place));
      return TRACE_COLUMNS.filter((name) => keys.includes(name));
    },
    async *read(wanted, limit = Infinity): AsyncIterableIterator<Trace> {
      const rows = await readAll();
      const numbers = wanted ? Array.from(wanted).filter((row) => row < rows.length) : rows.keys();
      let count = 0;
      for (const row of numbers) {
        if (count++ === limit) return;
        yield checkRow(rows[row]!.raw, rows[row]!.place);
      }
    },
    async *results() {
      for (const [row, { raw, place }] of (await readAll()).entries()) {
        yield tryRow(row, () => raw, () => checkRow(raw, place));
      }
    },
    labels: async (column) => (await labels()).map((row) => row[column] ?? null),
    locate: (row) => Promise.resolve({ file, row }),
    rowBytes: () => Promise.resolve(0),
    pieces: () => Promise.resolve(null),
  };
}

/** Reads a whole file as text. */
async function readText(file: string, open: OpenStream): Promise<string> {
  return decodeText(joinBytes(await Array.fromAsync(await open())), () => ({ file }));
}
