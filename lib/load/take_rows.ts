import { attemptRows } from "./attempt_rows.ts";
import type { Rows } from "./rows.ts";

/** The first `most` rows; what follows them is not read. */
export function takeRows(rows: Rows, most: number): Rows {
  return {
    count: async () => Math.min(most, await rows.count()),
    columns: rows.columns,
    read(wanted, limit = Infinity, lean) {
      return wanted
        ? rows.read(Array.from(wanted).filter((row) => row < most), limit, lean)
        : rows.read(undefined, Math.min(most, limit), lean);
    },
    async *attempt() {
      for await (const found of attemptRows(rows)) {
        if (found.row >= most) return;
        yield found;
      }
    },
    labels: async (column) => (await rows.labels(column)).slice(0, most),
    locate: rows.locate,
    rowBytes: rows.rowBytes,
    async pieces() {
      const pieces = await rows.pieces();
      return pieces && pieces.filter(({ first }) => first < most).map((piece) => {
        const end = piece.start + (most - piece.first);
        return { ...piece, end: piece.end === null ? end : Math.min(piece.end, end) };
      });
    },
  };
}
