/** Exact integer values and how often each appears: the mergeable state of every histogram here. */
export type ValueCounts = Map<number, number>;

/**
 * Edges of equal bins as `numpy.linspace` computes them, in the same floating-point operations.
 *
 * @param low Smallest value; with `high` equal, half a unit is added on both sides, as numpy does.
 * @param high Largest value.
 * @param bins How many bins, at least 1.
 * @returns `bins + 1` ascending edges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { binEdges } from "../mod.ts";
 *
 * assertEquals(binEdges(0, 10, 4), [0, 2.5, 5, 7.5, 10]);
 * assertEquals(binEdges(3, 3, 2), [2.5, 3, 3.5]);
 * ```
 * @see https://numpy.org/doc/stable/reference/generated/numpy.histogram_bin_edges.html
 */
export function binEdges(low: number, high: number, bins: number): number[] {
  const [first, last] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const step = (last - first) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => i * step + first);
  edges[bins] = last;
  return edges;
}

/**
 * The edges that numpy chooses for some values: their range in equal bins, 0 to 1 where there are none.
 *
 * @param values Integer values with their counts; several sets share one range.
 * @param bins How many bins.
 * @returns `bins + 1` ascending edges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { edgesFor } from "../mod.ts";
 *
 * assertEquals(edgesFor([new Map([[2, 5]]), new Map([[6, 1]])], 2), [2, 4, 6]);
 * assertEquals(edgesFor([], 2), [0, 0.5, 1]);
 * ```
 */
export function edgesFor(values: ValueCounts[], bins: number): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (const set of values) {
    for (const value of set.keys()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? binEdges(0, 1, bins) : binEdges(low, high, bins);
}

/**
 * Counts values into bins as `numpy.histogram` does: each bin holds its lower edge, the last one both.
 *
 * @param values Integer values with their counts.
 * @param edges Ascending edges, as `edgesFor` gives them; values outside are not counted.
 * @returns Counts and edges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { histogram } from "../mod.ts";
 *
 * assertEquals(histogram(new Map([[0, 3], [2, 1], [4, 2]]), [0, 2, 4]).counts, [3, 3]);
 * ```
 * @see https://numpy.org/doc/stable/reference/generated/numpy.histogram.html
 */
export function histogram(values: ValueCounts, edges: number[]): Histogram {
  const bins = edges.length - 1;
  const counts = new Array<number>(bins).fill(0);
  const [first, last] = [edges[0]!, edges[bins]!];
  for (const [value, times] of values) {
    if (value < first || value > last) continue;
    let bin = Math.min(bins - 1, Math.floor(((value - first) / (last - first)) * bins));
    // the division may land one off beside an edge; the edges decide, as they do in numpy
    while (bin > 0 && value < edges[bin]!) bin--;
    while (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]! += times;
  }
  return { counts, edges };
}

/** Counts one value. */
export function countValue<V>(values: Map<V, number>, value: V, times = 1): void {
  values.set(value, (values.get(value) ?? 0) + times);
}

/** Two sets of counted values together. */
export function mergeValues<V>(a: Map<V, number>, b: Map<V, number>): Map<V, number> {
  const merged = new Map(a);
  for (const [value, times] of b) countValue(merged, value, times);
  return merged;
}

/**
 * Equal-width bins as `numpy.histogram` has them: `counts` of `edges.length - 1` bins, the last one closed.
 */
export interface Histogram {
  /** Values per bin. */
  counts: number[];
  /** Bin edges, ascending, one more than there are bins, in the unit of the values. */
  edges: number[];
}
