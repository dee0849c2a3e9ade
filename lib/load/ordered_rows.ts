import type { Trace } from "../trace/mod.ts";
import type { Rows } from "./rows.ts";
import { spooledRows } from "./spooled_rows.ts";

/** At most about this many bytes of rows wait in memory for their turn. */
const WINDOW_BYTES = 32 * 2 ** 20;

/**
 * Rows in another order, some left out or repeated. Where the order jumps, a few rows are gathered in file order, then
 * handed out in the order asked for; more of them go through a file, so that memory stays bounded.
 *
 * @param rows The rows to choose from.
 * @param order Gives their numbers in the new order.
 * @param windowBytes About how many bytes of rows may wait in memory.
 * @returns The chosen rows.
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
        yield* await rows.inOrder?.(chosen) ?? spooledRows(rows, chosen, lean);
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
