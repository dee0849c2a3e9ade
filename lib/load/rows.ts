import type { Trace } from "../trace/mod.ts";
import type { HubFile } from "./hub/hub_files.ts";
import { LoadError } from "./load_error.ts";

/** Column that holds one short text per row, and can be read without the conversations. */
export type LabelColumn = "id" | "category" | "subcategory" | "task" | "source";

/** File that a row came from, and its number there. */
export interface RowPlace {
  /** File as it was named. */
  file: string;
  /** Number of the row in the file, counting from 0. */
  row: number;
}

/** Result of loading one row: a trace, or the error and the raw content of the file there. */
export type RowResult =
  | { row: number; trace: Trace }
  | { row: number; error: LoadError; raw?: unknown };

/** Key under which a piece keeps the rows of its file, for readers in the same process. */
export const FILE_ROWS: unique symbol = Symbol("the rows of the file");

/** A piece together with the rows of its file. */
export type RowsPiece = TracePiece & { [FILE_ROWS]: Rows };

/** A numbered run of traces that can be read any number of times: one file, several, or a choice from them. */
export interface Rows {
  /** Counts the rows. */
  count(): Promise<number>;
  /** Lists the columns that the rows have, of those that a trace may have. */
  columns(): Promise<string[]>;
  /**
   * Reads rows in ascending order: all of them, or those with the `wanted` numbers (ascending, distinct; numbers
   * past the end are left out), at most `limit`. Leaving the loop early closes the files. `lean`: validate every
   * column, but leave system texts and `tools` empty, which no measure reads.
   */
  read(wanted?: ArrayLike<number>, limit?: number, lean?: boolean): AsyncIterableIterator<Trace>;
  /** Reads the rows with these numbers in the order given, where rows can be found one by one; undefined elsewhere. */
  inOrder?(order: readonly number[]): Promise<AsyncIterable<Trace> | undefined>;
  /**
   * Reads all rows, those that are no traces too, and continues after a bad one. Without it, `read` fails at the
   * first bad row.
   */
  results?(): AsyncIterableIterator<RowResult>;
  /** Reads one label of every row, in order; null where the row has none. */
  labels(column: LabelColumn): Promise<(string | null)[]>;
  /** Returns the file that the row with this number came from, and its number there. */
  locate(row: number): Promise<RowPlace>;
  /** Estimates the bytes that a row takes in memory; windows of rows are sized by it. */
  rowBytes(): Promise<number>;
  /**
   * Divides the rows into pieces that can be read elsewhere, in order; null where they are not whole files in
   * order.
   */
  pieces(): Promise<RowsPiece[] | null>;
  /** Base rows and chosen numbers, where these rows are a choice from others. */
  ordered?: { base: Rows; order: () => Promise<ArrayLike<number>> };
}

/**
 * Loads all rows, bad ones too; what cannot be read further ends with an error in the place of the next row.
 * Throws only what is no fault of the data.
 */
export async function* rowResults(rows: Rows): AsyncIterableIterator<RowResult> {
  let row = 0;
  try {
    for await (const result of rows.results?.() ?? readRows(rows)) {
      row = result.row + 1;
      yield result;
    }
  } catch (error) {
    yield { row, error: expectLoadError(error) };
  }
}

async function* readRows(rows: Rows): AsyncIterableIterator<RowResult> {
  let row = 0;
  for await (const trace of rows.read()) yield { row: row++, trace };
}

/** Loads one row; `raw` gives what the file holds there, and is called only if `load` throws a LoadError. */
export function tryRow(row: number, raw: () => unknown, load: () => Trace): RowResult {
  try {
    return { row, trace: load() };
  } catch (error) {
    return { row, error: expectLoadError(error), raw: raw() };
  }
}

/** Returns an error that is a fault of the data, and throws any other again. */
export function expectLoadError(error: unknown): LoadError {
  if (error instanceof LoadError) return error;
  throw error;
}

/** Runs an asynchronous task at most once and shares its result; after a failure the next call tries again. */
export function memoize<T>(task: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () =>
    result ??= task().catch((error) => {
      result = undefined;
      throw error;
    });
}

const columns: Record<keyof Trace, true> = {
  id: true,
  conversations: true,
  tools: true,
  category: true,
  subcategory: true,
  task: true,
  source: true,
};

/** Columns that a trace may have; others in a file are left unread. */
export const TRACE_COLUMNS: readonly string[] = Object.keys(columns);

/** File of traces, as another thread or machine can open it. */
export type PieceFile =
  | {
    /** Kind of file: on disk. */
    kind: "local";
    /** Path of the file, as it was named. */
    path: string;
  }
  | {
    /** Kind of file: on the hub that the environment names, read with the token that it holds. */
    kind: "hub";
    /** Data set, `owner/name`. */
    repo: string;
    /** File in the data set. */
    file: HubFile;
  };

/** A run of rows of one file: plain data, from which another thread or machine can read the traces. */
export interface TracePiece {
  /** File that holds the rows. */
  file: PieceFile;
  /** Number of the piece's first trace in the whole data set, from 0. */
  first: number;
  /** Row of the piece's first trace in the file, from 0. */
  start: number;
  /** Row behind the piece's last trace in the file; null for the end of the file. */
  end: number | null;
  /** Source of traces that name none themselves; null if they shall have none. */
  source: string | null;
}
