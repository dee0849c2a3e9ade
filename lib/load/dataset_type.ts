import type { Displayable } from "../display/mod.ts";
import type { LeanTraces, Trace } from "../trace/mod.ts";
import type { Duplicate, DuplicateBy } from "./duplicates.ts";
import type { RejectedRow } from "./load_error.ts";
import type { LabelColumn, RowPlace, TracePiece } from "./rows.ts";

/**
 * Traces that are read when they are asked for: `for await (const trace of dataset)`. A data set never
 * changes, and can be read any number of times, also at the same time; its methods give new ones.
 */
export interface Dataset extends Displayable, LeanTraces, AsyncIterable<Trace> {
  /** Reads the traces in order. Leaving the loop early closes what was opened. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Trace>;
  /** How many traces there are. From a parquet file's footer; a .jsonl file is read through once. */
  count(): Promise<number>;
  /** The columns that the traces have; other columns of a file are left unread. */
  columns(): Promise<string[]>;
  /** The first trace; throws a RangeError if there is none. */
  first(): Promise<Trace>;
  /** The first `n` traces (5 unless told) as an array. */
  head(n?: number): Promise<Trace[]>;
  /** All traces as an array: mind the memory. */
  toArray(): Promise<Trace[]>;
  /** The first `n` traces; the rest is not read. */
  take(n: number): Dataset;
  /** The traces with these numbers (from 0), in this order; a number may come twice. */
  select(rows: Iterable<number>): Dataset;
  /**
   * The traces that `keep` says true of. The first reading asks about every trace, later ones read only those
   * kept.
   */
  filter(keep: (trace: Trace) => boolean | Promise<boolean>): Dataset;
  /**
   * The rows that are traces; the others are set aside. The first reading asks about every row, later ones read only
   * those kept.
   *
   * @param onReject Called once per row that is set aside, in order, at the first reading.
   */
  lenient(onReject?: (row: RejectedRow) => void): Dataset;
  /**
   * The first of those traces that are alike, the others left out; the same ones for the same data. The first reading asks
   * about every trace, later ones read only those kept.
   *
   * @param by What they share: the first human turn, or all turns however white space is set.
   * @param onDuplicate Called once per trace that is left out, in order, at the first reading.
   */
  dropDuplicates(by: DuplicateBy, onDuplicate?: (duplicate: Duplicate) => void): Dataset;
  /**
   * The traces in the order that Python's `datasets` gives for `shuffle(seed=seed)`; see `permutation` in `tracebook/python`.
   */
  shuffle(seed: number | bigint): Dataset;
  /** These traces, then those of the others. */
  concatenate(...others: Dataset[]): Dataset;
  /** The traces with `source` set to this name where they have none. */
  withSource(source: string): Dataset;
  /** One label of every trace, in order, without reading the conversations of a parquet file. */
  labels(column: LabelColumn): Promise<(string | null)[]>;
  /**
   * How many traces have which label: the most frequent first, ties in first-seen order; null where there is
   * none.
   */
  countBy(column: "source" | "category" | "subcategory"): Promise<[label: string | null, count: number][]>;
  /**
   * The data set in pieces that other threads or machines can read, in order; see {@link loadPiece}. Null where it is
   * not made of files as they are: traces from memory, filtered, selected or shuffled, or from a hub
   * that options name instead of the environment.
   */
  pieces(): Promise<(TracePiece & LeanTraces)[] | null>;
  /** The file that the trace with this number came from, and its row there. */
  locate(row: number): Promise<RowPlace>;
}
