import { attemptRows } from "./attempt_rows.ts";
import { once } from "./once.ts";
import type { Rows, RowsPiece } from "./rows.ts";

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
    async *attempt() {
      let first = 0;
      for (const part of parts) {
        let rows = 0;
        for await (const found of attemptRows(part)) {
          rows = found.row + 1;
          yield { ...found, row: first + found.row };
        }
        first += rows;
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
    async pieces() {
      const all: RowsPiece[] = [];
      let first = 0;
      for (const [i, part] of parts.entries()) {
        const pieces = await part.pieces();
        if (!pieces) return null;
        for (const piece of pieces) all.push({ ...piece, first: first + piece.first });
        // Nobody needs to know where the last one ends: to count a text file's rows is to read it.
        if (i + 1 < parts.length) first += await part.count();
      }
      return all;
    },
    async rowBytes() {
      return Math.max(0, ...await Promise.all(parts.map((part) => part.rowBytes())));
    },
  };
}
