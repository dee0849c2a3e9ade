import { type Displayable, displayable, JUPYTER_DISPLAY } from "../display/mod.ts";
import { permutation } from "../python/mod.ts";
import { READ_LEAN, type Trace } from "../trace/mod.ts";
import type { Dataset } from "./dataset_type.ts";
import { firstOccurrenceFilter } from "./duplicates.ts";
import { inspectTraces } from "./inspect_traces.ts";
import { type RejectedRow, toRejectedRow } from "./load_error.ts";
import { orderedRows } from "./ordered_rows.ts";
import { concatRows, memoryRows, pieceRows, sourceRows, takeRows } from "./row_views.ts";
import { FILE_ROWS, memoize, type RowPlace, rowResults, type Rows } from "./rows.ts";

/**
 * Makes a data set of traces that are already in memory.
 *
 * @param traces The traces; the array must not change afterwards.
 * @param name Name in errors, where a file would be named. @default {"memory"}
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

const rowsOf = new WeakMap<Dataset, Rows>();

/** Returns the rows under a data set. */
export function rowsOfDataset(dataset: Dataset): Rows {
  return rowsOf.get(dataset)!;
}

/** Makes a data set over rows. */
export function datasetOver(rows: Rows): Dataset {
  const dataset: Omit<Dataset, keyof Displayable> = {
    [Symbol.asyncIterator]: () => rows.read(),
    [READ_LEAN]: (limit) => rows.read(undefined, limit, true),
    count: rows.count,
    columns: rows.columns,
    labels: rows.labels,
    first: () => firstTrace(rows),
    head: async (n = 5) => await collect(takeRows(rows, checkCount(n))),
    toArray: () => collect(rows),
    take: (n) => datasetOver(takeRows(rows, checkCount(n))),
    select: (numbers) => datasetOver(selectRows(rows, [...numbers])),
    filter: (predicate) => datasetOver(orderedRows(rows, memoize(() => matchingRows(rows, predicate)))),
    lenient: (onReject) => datasetOver(orderedRows(rows, memoize(() => validRows(rows, onReject)))),
    dropDuplicates: (by, onDuplicate) =>
      datasetOver(
        orderedRows(rows, memoize(() => matchingRows(rows, firstOccurrenceFilter(by, onDuplicate)))),
      ),
    shuffle(seed) {
      permutation(seed, 0);
      return datasetOver(orderedRows(rows, memoize(async () => permutation(seed, await rows.count()))));
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

async function collect(rows: Rows): Promise<Trace[]> {
  return await Array.fromAsync(rows.read());
}

async function firstTrace(rows: Rows): Promise<Trace> {
  const [trace] = await collect(takeRows(rows, 1));
  if (trace) return trace;
  throw new RangeError("Cannot give the first trace: there is none, as the data set holds no row");
}

async function matchingRows(
  rows: Rows,
  predicate: (trace: Trace) => boolean | Promise<boolean>,
): Promise<number[]> {
  const numbers: number[] = [];
  let row = 0;
  for await (const trace of rows.read()) {
    if (await predicate(trace)) numbers.push(row);
    row++;
  }
  return numbers;
}

async function validRows(rows: Rows, onReject: (row: RejectedRow) => void = () => {}): Promise<number[]> {
  const numbers: number[] = [];
  for await (const result of rowResults(rows)) {
    if ("trace" in result) numbers.push(result.row);
    else onReject(toRejectedRow(result.error, result.raw));
  }
  return numbers;
}

function selectRows(rows: Rows, numbers: number[]): Rows {
  numbers.forEach(checkCount);
  return orderedRows(
    rows,
    memoize(async () => {
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

/** Counts how often each label comes: the most frequent first, ties in first-seen order. */
function countLabels<T>(labels: Iterable<T>): [label: T, count: number][] {
  const counts = new Map<T, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
