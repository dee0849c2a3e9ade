import { writeAllSync } from "../files/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { readInto } from "./bytes.ts";
import type { Rows } from "./rows.ts";

/** Bytes of rows that may wait in memory for their turn, about. */
const WINDOW_BYTES = 32 * 2 ** 20;

/**
 * Makes rows in another order, some left out or repeated. Where the order jumps, a few rows are gathered in file
 * order and then given in the order wanted; more of them go through a temporary file, so that memory stays
 * bounded.
 */
export function orderedRows(
  rows: Rows,
  order: () => Promise<ArrayLike<number>>,
  windowBytes: number = WINDOW_BYTES,
): Rows {
  if (rows.ordered) {
    const { base, order: inner } = rows.ordered;
    const composed = async () => {
      const from = await inner();
      return Array.from(await order(), (row) => from[row]!);
    };
    return orderedRows(base, composed, windowBytes);
  }
  return {
    ordered: { base: rows, order },
    count: async () => (await order()).length,
    columns: rows.columns,
    async *read(wanted, limit = Infinity, lean) {
      const all = await order();
      const places = wanted
        ? Array.from(wanted).filter((at) => at < all.length)
        : [...Array(all.length).keys()];
      const chosen = places.slice(0, limit).map((at) => all[at]!);
      if (isAscending(chosen)) {
        yield* rows.read(chosen, undefined, lean);
        return;
      }
      const size = Math.max(16, Math.floor(windowBytes / Math.max(1, await rows.rowBytes())));
      if (chosen.length > size) {
        yield* await rows.inOrder?.(chosen) ?? readThroughTempFile(rows, chosen, lean);
        return;
      }
      const found = await gather(rows, chosen, lean);
      for (const row of chosen) yield found.get(row)!;
    },
    async labels(column) {
      const all = await rows.labels(column);
      return Array.from(await order(), (row) => all[row] ?? null);
    },
    locate: async (row) => rows.locate((await order())[row]!),
    rowBytes: rows.rowBytes,
    pieces: () => Promise.resolve(null),
  };
}

async function gather(rows: Rows, wanted: number[], lean?: boolean): Promise<Map<number, Trace>> {
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  const found = new Map<number, Trace>();
  let next = 0;
  for await (const trace of rows.read(sorted, undefined, lean)) found.set(sorted[next++]!, trace);
  return found;
}

function isAscending(numbers: number[]): boolean {
  return numbers.every((number, i) => i === 0 || number > numbers[i - 1]!);
}

/** Bytes that are gathered before they are written. */
const WRITE_BYTES = 2 ** 18;

/**
 * Reads rows in any order through a temporary file: they are written there in file order, then read back one by
 * one, so that only one row is in memory. The file lies in the system's temporary folder (`TMPDIR`), is as large
 * as the rows uncompressed, and goes with the reading.
 */
async function* readThroughTempFile(
  rows: Rows,
  order: readonly number[],
  lean?: boolean,
): AsyncGenerator<Trace> {
  const sorted = [...new Set(order)].sort((a, b) => a - b);
  const path = await Deno.makeTempFile({ prefix: "tracebook-", suffix: ".rows" });
  using file = await Deno.open(path, { read: true, write: true });
  // An open file outlives its name, so nothing is left even if the process is killed.
  await Deno.remove(path);
  const starts = await writeTempRows(rows.read(sorted, undefined, lean), file);
  const places = new Map(sorted.map((row, place) => [row, place]));
  const decoder = new TextDecoder();
  let buffer = new Uint8Array();
  for (const row of order) {
    const place = places.get(row)!;
    const [start, end] = [starts[place]!, starts[place + 1]!];
    if (buffer.length < end - start) buffer = new Uint8Array(2 * (end - start));
    const bytes = buffer.subarray(0, end - start);
    readInto(bytes, file, start);
    yield JSON.parse(decoder.decode(bytes));
  }
}

/** Writes traces one after the other; returns where each begins, and where the last one ends. */
async function writeTempRows(traces: AsyncIterable<Trace>, file: Deno.FsFile): Promise<number[]> {
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(WRITE_BYTES);
  const starts = [0];
  let filled = 0;
  const flush = () => {
    writeAllSync(file, buffer.subarray(0, filled));
    filled = 0;
  };
  for await (const trace of traces) {
    let text = JSON.stringify(trace);
    let written = 0;
    while (text.length > 0) {
      const done = encoder.encodeInto(text, buffer.subarray(filled));
      text = text.slice(done.read);
      written += done.written;
      filled += done.written;
      if (text.length > 0) flush();
    }
    starts.push(starts.at(-1)! + written);
  }
  flush();
  return starts;
}
