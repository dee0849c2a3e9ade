import type { Trace } from "../trace/mod.ts";
import type { LoadError } from "./load_error.ts";
import type { TracePiece } from "./trace_piece.ts";

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
export type RowAttempt =
  | { row: number; trace: Trace }
  | { row: number; error: LoadError; given?: unknown };

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
  attempt?(): AsyncIterableIterator<RowAttempt>;
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
