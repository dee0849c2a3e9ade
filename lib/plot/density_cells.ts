/** A place in a scatter: two counts. */
export interface Point {
  /** To the right. */
  x: number;
  /** Upwards. */
  y: number;
}

/** A rectangle and how many points lie in it. */
export interface DensityCell {
  /** Its left edge. */
  x: number;
  /** Its right edge, which belongs to the next cell. */
  x2: number;
  /** Its lower edge. */
  y: number;
  /** Its upper edge, which belongs to the next cell. */
  y2: number;
  /** How many points. */
  count: number;
}

/**
 * Whole numbers that cut a range of counts into steps of about equal length on a logarithmic axis with a place for zero.
 * At its lower end the steps are single numbers.
 *
 * @param low The least count, 0 or more.
 * @param high The greatest.
 * @param steps How many there are at most.
 * @returns Ascending edges; the last is above `high`.
 */
export function logEdges(low: number, high: number, steps: number): number[] {
  const [first, last] = [Math.log1p(low), Math.log1p(1.06 * high + 1)];
  const edges = Array.from(
    { length: steps + 1 },
    (_, i) => Math.round(Math.expm1(first + (i * (last - first)) / steps)),
  );
  return [...new Set(edges)];
}

/**
 * Counts points into the fields between edges.
 *
 * @param points The points.
 * @param xs Ascending edges to the right, around all points.
 * @param ys Ascending edges upwards, likewise.
 * @returns The cells that hold something, row by row from the lower left.
 */
export function densityCells(
  points: readonly Point[],
  xs: readonly number[],
  ys: readonly number[],
): DensityCell[] {
  const columns = xs.length - 1;
  const counts = new Map<number, number>();
  for (const { x, y } of points) {
    const cell = (ys.findLastIndex((edge) => edge <= y)) * columns + xs.findLastIndex((edge) => edge <= x);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([cell, count]) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    return { x: xs[column]!, x2: xs[column + 1]!, y: ys[row]!, y2: ys[row + 1]!, count };
  });
}

/**
 * The middle of the points' heights between each two edges: how the one count goes with the other.
 *
 * @param points The points.
 * @param xs Ascending edges to the right.
 * @param least Between edges with fewer points nothing is said.
 * @returns The middle between two edges, as the axis has it, and the median height there.
 */
export function mediansAlong(points: readonly Point[], xs: readonly number[], least: number): Point[] {
  const columns = Map.groupBy(points, ({ x }) => xs.findLastIndex((edge) => edge <= x));
  return [...columns].sort(([a], [b]) => a - b).flatMap(([column, members]) => {
    if (members.length < least) return [];
    const sorted = members.map(({ y }) => y).sort((a, b) => a - b);
    const half = (sorted.length - 1) / 2;
    const y = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
    const x = Math.expm1((Math.log1p(xs[column]!) + Math.log1p(xs[column + 1]!)) / 2);
    return [{ x: Math.round(x * 10) / 10, y }];
  });
}
