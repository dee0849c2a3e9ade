import { once } from "./once.ts";
import type { Rows } from "./rows.ts";

/** Several runs of rows, one after the other. */
export function concatRows(parts: readonly Rows[]): Rows {
  if (parts.length === 1) return parts[0]!;
  // starts[i] is the number of the first row of part i; one more at the end holds the total.
  const starts = once(async () => {
    const starts = [0];
    for (const part of parts) starts.push(starts.at(-1)! + await part.count());
    return starts;
  });
  return {
    count: async () => (await starts()).at(-1)!,
    async columns() {
      const names = await Promise.all(parts.map((part) => part.columns()));
      return [...new Set(names.flat())];
    },
    async *read(wanted, limit = Infinity, lean) {
      let left = limit;
      let start = 0;
      let next = 0;
      for (const part of parts) {
        if (left === 0 || wanted && next === wanted.length) return;
        let inside: number[] | undefined;
        if (wanted) {
          const end = start + await part.count();
          inside = [];
          while (next < wanted.length && wanted[next]! < end) inside.push(wanted[next++]! - start);
          start = end;
        }
        for await (const trace of part.read(inside, left, lean)) {
          left--;
          yield trace;
        }
      }
    },
    async labels(column) {
      const all: (string | null)[][] = [];
      for (const part of parts) all.push(await part.labels(column));
      return all.flat();
    },
    async locate(row) {
      const bounds = await starts();
      const part = bounds.findLastIndex((start, i) => i < parts.length && start <= row);
      return parts[part]!.locate(row - bounds[part]!);
    },
    async rowBytes() {
      return Math.max(0, ...await Promise.all(parts.map((part) => part.rowBytes())));
    },
  };
}
