import type { Displayable } from "../display/mod.ts";
import type { LeanTraces, Trace } from "../trace/mod.ts";
import type { Duplicate, DuplicateBy } from "./duplicates.ts";
import type { RejectedRow } from "./load_error.ts";
import type { LabelColumn, RowPlace, TracePiece } from "./rows.ts";

/**
 * Traces that are read when they are asked for: `for await (const trace of dataset)`. A data set never changes,
 * and can be read any number of times, also concurrently; its methods return new data sets.
 */
export interface Dataset extends Displayable, LeanTraces, AsyncIterable<Trace> {
  /** Reads the traces in order. Leaving the loop early closes the files. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Trace>;
  /** Counts the traces. A parquet file's footer says how many; a .jsonl file is read through once. */
  count(): Promise<number>;
  /** Lists the columns that the traces have, of those that a trace may have. */
  columns(): Promise<string[]>;
  /** Reads the first trace; throws a RangeError if there is none. */
  first(): Promise<Trace>;
  /** Reads the first `n` traces (default 5) into an array. */
  head(n?: number): Promise<Trace[]>;
  /** Reads all traces into an array, which takes as much memory as they do. */
  toArray(): Promise<Trace[]>;
  /** Returns a data set of the first `n` traces; the rest is not read. */
  take(n: number): Dataset;
  /** Returns a data set of the traces with these numbers (from 0), in this order; a number may come twice. */
  select(rows: Iterable<number>): Dataset;
  /**
   * Returns a data set of the traces for which `predicate` is true. The first pass calls it for every trace, later ones
   * read only the matching traces.
   */
  filter(predicate: (trace: Trace) => boolean | Promise<boolean>): Dataset;
  /**
   * Returns a data set of the rows that are traces, without those that cannot be loaded. The first pass tries every row,
   * later ones read only the good rows.
   *
   * @param onReject Called once per rejected row, in order, on the first pass.
   */
  lenient(onReject?: (row: RejectedRow) => void): Dataset;
  /**
   * Returns a data set without duplicates: the first trace of each kind stays. The first pass looks at every trace, later
   * ones read only those that stay.
   *
   * @param by `request`: traces with the same first human turn are duplicates; `conversation`: those with the same turns,
   * white space folded.
   * @param onDuplicate Called once per trace that is left out, in order, on the first pass.
   */
  dropDuplicates(by: DuplicateBy, onDuplicate?: (duplicate: Duplicate) => void): Dataset;
  /** Returns the traces in the order that Python's `datasets` gives for `shuffle(seed=seed)`. */
  shuffle(seed: number | bigint): Dataset;
  /** Returns a data set of these traces, followed by those of the others. */
  concatenate(...others: Dataset[]): Dataset;
  /** Returns the traces with `source` set to this name where they have none. */
  withSource(source: string): Dataset;
  /**
   * Reads one label of every trace, in order, null where there is none; the conversations of a parquet file are
   * not read.
   */
  labels(column: LabelColumn): Promise<(string | null)[]>;
  /** Counts the traces by label: the most frequent first, ties in first-seen order; null where there is no label. */
  countBy(column: "source" | "category" | "subcategory"): Promise<[label: string | null, count: number][]>;
  /**
   * Divides the data set into pieces that other threads or machines can read, in order; see {@linkcode loadPiece}.
   * Null where it does not consist of whole files: traces from memory, filtered, selected or shuffled ones, or a
   * hub that options name instead of the environment.
   */
  pieces(): Promise<(TracePiece & LeanTraces)[] | null>;
  /** Returns the file that the trace with this number came from, and its row there. */
  locate(row: number): Promise<RowPlace>;
}
