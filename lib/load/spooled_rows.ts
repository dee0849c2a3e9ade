import { writeAllSync } from "../store/write_all.ts";
import type { Trace } from "../trace/mod.ts";
import { readInto } from "./local_bytes.ts";
import type { Rows } from "./rows.ts";

/** Bytes gathered for one writing. */
const WRITE_BYTES = 2 ** 18;

/**
 * Rows in any order, through a file: they are written there in the order in which they are read best, and then read back
 * one by one, by where each begins. So no more than a row is in memory, whatever the order. The file lies in the system's
 * temporary folder (`TMPDIR`), as large as the rows unpacked, and goes with the reading.
 *
 * @param rows The rows.
 * @param order The numbers of those wanted, in the order wanted; one may come twice.
 * @param lean Whether what no measure looks at may be left empty.
 * @returns The rows.
 */
export async function* spooledRows(
  rows: Rows,
  order: readonly number[],
  lean?: boolean,
): AsyncGenerator<Trace> {
  const sorted = [...new Set(order)].sort((a, b) => a - b);
  const path = await Deno.makeTempFile({ prefix: "tracebook-", suffix: ".rows" });
  using file = await Deno.open(path, { read: true, write: true });
  // An open file outlives its name: so nothing is left of it, even if the process is killed.
  await Deno.remove(path);
  const starts = await spool(rows.read(sorted, undefined, lean), file);
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

/** Writes traces one behind the other, and says where each begins, and where the last one ends. */
async function spool(traces: AsyncIterable<Trace>, file: Deno.FsFile): Promise<number[]> {
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
