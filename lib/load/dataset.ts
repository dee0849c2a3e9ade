import { type Displayable, displayable, JUPYTER_DISPLAY } from "../display/mod.ts";
import { type LeanTraces, READ_LEAN, type Trace } from "../trace/mod.ts";
import { attemptRows } from "./attempt_rows.ts";
import { concatRows } from "./concat_rows.ts";
import { countLabels } from "./count_labels.ts";
import { type Duplicate, type DuplicateBy, firstOfKind } from "./first_of_kind.ts";
import { inspectTraces } from "./inspect_traces.ts";
import { memoryRows } from "./memory_rows.ts";
import { once } from "./once.ts";
import { orderedRows } from "./ordered_rows.ts";
import { permutation } from "./permutation.ts";
import { pieceRows } from "./piece_rows.ts";
import { FILE_ROWS, type LabelColumn, type RowPlace, type Rows } from "./rows.ts";
import { sourceRows } from "./source_rows.ts";
import { takeRows } from "./take_rows.ts";
import { type RejectedRow, rejectedRow } from "./rejected_row.ts";
import type { TracePiece } from "./trace_piece.ts";

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
  /** The first trace; undefined if there is none. */
  first(): Promise<Trace | undefined>;
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
   * @param reject Gets each row that is set aside, in order, at the first reading.
   */
  lenient(reject?: (row: RejectedRow) => void): Dataset;
  /**
   * The first of those traces that are alike, the others left out; the same ones for the same data. The first reading asks
   * about every trace, later ones read only those kept.
   *
   * @param by What they share: the first human turn, or all turns however white space is set.
   * @param drop Gets each trace that is left out, in order, at the first reading.
   */
  dropDuplicates(by: DuplicateBy, drop?: (duplicate: Duplicate) => void): Dataset;
  /**
   * The traces in the order that Python's `datasets` gives for `shuffle(seed=seed)`; see {@link permutation}.
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

const rowsOf = new WeakMap<Dataset, Rows>();

/** The rows under a data set. */
export function rowsOfDataset(dataset: Dataset): Rows {
  return rowsOf.get(dataset)!;
}

/** A data set over rows. */
export function datasetOver(rows: Rows): Dataset {
  const dataset: Omit<Dataset, keyof Displayable> = {
    [Symbol.asyncIterator]: () => rows.read(),
    [READ_LEAN]: (limit) => rows.read(undefined, limit, true),
    count: rows.count,
    columns: rows.columns,
    labels: rows.labels,
    first: async () => (await collect(takeRows(rows, 1)))[0],
    head: async (n = 5) => await collect(takeRows(rows, checkCount(n))),
    toArray: () => collect(rows),
    take: (n) => datasetOver(takeRows(rows, checkCount(n))),
    select: (numbers) => datasetOver(selectRows(rows, [...numbers])),
    filter: (keep) => datasetOver(orderedRows(rows, once(() => kept(rows, keep)))),
    lenient: (reject) => datasetOver(orderedRows(rows, once(() => loadable(rows, reject)))),
    dropDuplicates: (by, drop) =>
      datasetOver(orderedRows(rows, once(() => kept(rows, firstOfKind(by, drop))))),
    shuffle(seed) {
      permutation(seed, 0);
      return datasetOver(orderedRows(rows, once(async () => permutation(seed, await rows.count()))));
    },
    concatenate: (...others) => datasetOver(concatRows([rows, ...others.map((other) => rowsOf.get(other)!)])),
    withSource: (source) => datasetOver(sourceRows(rows, source)),
    countBy: async (column) => countLabels(await rows.labels(column)),
    async pieces() {
      const pieces = await rows.pieces();
      return pieces && pieces.map(({ [FILE_ROWS]: file, ...piece }) => ({
        ...piece,
        [READ_LEAN]: (limit) => pieceRows(file, piece).read(undefined, limit, true),
      }));
    },
    locate: (row) => locate(rows, row),
  };
  const shown: Dataset = displayable(
    dataset,
    async () => await (await inspectTraces(shown))[JUPYTER_DISPLAY](),
    () => "Dataset { for await (const trace of dataset), await dataset.count(), await dataset.first(), … }",
  );
  rowsOf.set(shown, rows);
  return shown;
}

/**
 * A data set of traces that are already in memory.
 *
 * @param traces The traces; the array must not change afterwards.
 * @param name What to call them where a file would be named. @default {"memory"}
 * @returns The data set.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { datasetOf } from "tracebook";
 *
 * const dataset = datasetOf(["a", "b", "c"].map((id) => ({ id, conversations: [] })));
 * assertEquals(await dataset.shuffle(0).labels("id"), ["c", "a", "b"]);
 * assertEquals((await dataset.take(2).toArray()).length, 2);
 * ```
 */
export function datasetOf(traces: readonly Trace[], name = "memory"): Dataset {
  return datasetOver(memoryRows(traces, name));
}

async function collect(rows: Rows): Promise<Trace[]> {
  return await Array.fromAsync(rows.read());
}

async function kept(rows: Rows, keep: (trace: Trace) => boolean | Promise<boolean>): Promise<number[]> {
  const numbers: number[] = [];
  let row = 0;
  for await (const trace of rows.read()) {
    if (await keep(trace)) numbers.push(row);
    row++;
  }
  return numbers;
}

async function loadable(rows: Rows, reject: (row: RejectedRow) => void = () => {}): Promise<number[]> {
  const numbers: number[] = [];
  for await (const attempt of attemptRows(rows)) {
    if ("trace" in attempt) numbers.push(attempt.row);
    else reject(rejectedRow(attempt.error, attempt.given));
  }
  return numbers;
}

function selectRows(rows: Rows, numbers: number[]): Rows {
  numbers.forEach(checkCount);
  return orderedRows(
    rows,
    once(async () => {
      const count = await rows.count();
      const beyond = numbers.find((row) => row >= count);
      if (beyond === undefined) return numbers;
      throw new RangeError(`Cannot select row ${beyond}: there are ${count} rows, counted from 0`);
    }),
  );
}

async function locate(rows: Rows, row: number): Promise<RowPlace> {
  const count = await rows.count();
  if (checkCount(row) < count) return rows.locate(row);
  throw new RangeError(`Cannot locate row ${row}: there are ${count} rows, counted from 0`);
}

function checkCount(n: number): number {
  if (Number.isSafeInteger(n) && n >= 0) return n;
  throw new RangeError(`Cannot take or select rows by ${n}: rows are counted by integers from 0`);
}
