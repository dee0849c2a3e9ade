import type { Rows } from "./rows.ts";
import { sourceRows } from "./source_rows.ts";
import type { TracePiece } from "./trace_piece.ts";

/**
 * The rows of a piece.
 *
 * @param rows The rows of its file.
 * @param piece The piece.
 * @returns Its rows, each with its source.
 */
export function pieceRows(rows: Rows, { start, end, source }: TracePiece): Rows {
  const inside = start === 0 && end === null ? rows : rangeRows(rows, start, end ?? Infinity);
  return source === null ? inside : sourceRows(inside, source);
}

/** The rows from `start` up to, not including, `end`. */
function rangeRows(rows: Rows, start: number, end: number): Rows {
  const count = async () => Math.max(0, Math.min(end, await rows.count()) - start);
  const inFile = async (wanted: ArrayLike<number> | undefined) => {
    const size = Number.isFinite(end) ? end - start : await count();
    const numbers = wanted ? Array.from(wanted).filter((row) => row < size) : [...Array(size).keys()];
    return numbers.map((row) => start + row);
  };
  return {
    count,
    columns: rows.columns,
    async *read(wanted, limit, lean) {
      yield* rows.read(await inFile(wanted), limit, lean);
    },
    labels: async (column) => (await rows.labels(column)).slice(start, end),
    locate: (row) => rows.locate(start + row),
    rowBytes: rows.rowBytes,
    pieces: () => Promise.resolve(null),
  };
}
