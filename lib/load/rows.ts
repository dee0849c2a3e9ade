import type { Trace } from "../trace/mod.ts";
import type { HubFile } from "./hub/hub_files.ts";
import { LoadError } from "./load_error.ts";

/** A column that holds one short text a row, and can be read without the conversations. */
export type LabelColumn = "id" | "category" | "subcategory" | "task" | "source";

/** The file a row came from, and its number there. */
export interface RowPlace {
  /** The file as it was named. */
  file: string;
  /** The row's number in that file, counting from 0. */
  row: number;
}

/** A row as far as it could be loaded: a trace, or what is wrong with it and what the file holds there. */
export type RowResult =
  | { row: number; trace: Trace }
  | { row: number; error: LoadError; raw?: unknown };

/** The name under which a piece keeps the rows of its file, for those who read it where it was made. */
export const FILE_ROWS: unique symbol = Symbol("the rows of the file");

/** A piece, and the rows of its file. */
export type RowsPiece = TracePiece & { [FILE_ROWS]: Rows };

/**
 * A numbered run of traces that can be read any number of times: one file, several, or a choice from them.
 */
export interface Rows {
  /** How many rows there are. */
  count(): Promise<number>;
  /** The columns that the rows have, of those that a trace may have. */
  columns(): Promise<string[]>;
  /**
   * The rows in ascending order: all of them, or those with the given numbers (ascending, distinct; numbers
   * past the end are left out); at most `limit` of them. Ending the iteration early closes what was opened.
   * With `lean`, what no measure looks at is checked all the same, and may be left empty.
   */
  read(wanted?: ArrayLike<number>, limit?: number, lean?: boolean): AsyncIterableIterator<Trace>;
  /** The rows with the given numbers, in the order given, where they can be found one by one; undefined elsewhere. */
  inOrder?(order: readonly number[]): Promise<AsyncIterable<Trace> | undefined>;
  /**
   * All rows, those that are no traces too; reading goes on behind them. Where it is not there, `read` fails for the
   * first of them.
   */
  results?(): AsyncIterableIterator<RowResult>;
  /** One label of every row, in order; null where the row has none. */
  labels(column: LabelColumn): Promise<(string | null)[]>;
  /** Where the row with this number came from. */
  locate(row: number): Promise<RowPlace>;
  /** About how many bytes a row takes in memory; what a window of rows is sized by. */
  rowBytes(): Promise<number>;
  /** The rows in pieces that can be read elsewhere, in order; null where they are not, or not in order, those of files. */
  pieces(): Promise<RowsPiece[] | null>;
  /** Where these rows are a choice from others: those, and the chosen numbers in order. */
  ordered?: { base: Rows; order: () => Promise<ArrayLike<number>> };
}

/**
 * All rows as far as they can be loaded. What cannot be read on ends with an error in the place of the next row.
 *
 * @param rows The rows.
 * @returns An attempt for each row.
 * @throws What is no fault of the data.
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

/**
 * An attempt at one row.
 *
 * @param row Its number.
 * @param given Gives what the file holds there, as far as it could be read.
 * @param load Makes a trace of it.
 * @returns The trace, or what is wrong.
 * @throws What is no fault of the data.
 */
export function tryRow(row: number, given: () => unknown, load: () => RowTrace): RowResult {
  try {
    return { row, trace: load() };
  } catch (error) {
    return { row, error: expectLoadError(error), raw: given() };
  }
}

type RowTrace = Extract<RowResult, { trace: unknown }>["trace"];

/**
 * An error as a fault of the data.
 *
 * @param error What was thrown.
 * @returns The same.
 * @throws The same, if it is none.
 */
export function expectLoadError(error: unknown): LoadError {
  if (error instanceof LoadError) return error;
  throw error;
}

/**
 * Runs an asynchronous task at most once and shares its result; after a failure the next call tries again.
 */
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

/** The columns a trace may have; others in a file are left unread. */
export const TRACE_COLUMNS: readonly string[] = Object.keys(columns);

/** A file of traces, as another thread or machine can open it. */
export type PieceFile =
  | {
    /** On disk. */
    kind: "local";
    /** Its path, as it was named. */
    path: string;
  }
  | {
    /** On the hub that the environment names, by the token that it holds. */
    kind: "hub";
    /** The data set, `owner/name`. */
    repo: string;
    /** The file there. */
    file: HubFile;
  };

/** A run of rows of one file: plain data, from which another thread or machine can read the traces. */
export interface TracePiece {
  /** The file. */
  file: PieceFile;
  /** The number of its first trace in the whole data set, from 0. */
  first: number;
  /** The row of its first trace in the file, from 0. */
  start: number;
  /** The row behind its last trace in the file; null where the file's end is the end. */
  end: number | null;
  /** What traces that do not say so themselves are from; null if nothing is to be said. */
  source: string | null;
}
