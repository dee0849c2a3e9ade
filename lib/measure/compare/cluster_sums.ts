import type { Sides } from "./cluster_sides.ts";

/** One metric, added up by cluster: all that its mean, and the mean of any resample, is computed from. */
export interface ClusterSums {
  /** Sums of the values on either side, cluster by cluster, measured from a middle value. */
  sums: Sides<Float64Array>;
  /** Numbers of values; metrics with the same numbers share them. */
  counts: Sides<Float64Array>;
  /** The mean of either side; null if it has no value. */
  means: Sides<number | null>;
  /** Whether the values of a side differ from each other, on either side. */
  varies: boolean;
}

/**
 * Adds up metrics by cluster. Values are sorted before they are added, so that their order does not matter to the last
 * digit, and measured from their median, so that the variance of equal values is exactly 0.
 *
 * @param metrics For each metric the values on either side of each cluster.
 * @returns The sums of each.
 */
export function clusterSums(metrics: readonly (readonly Sides<readonly number[]>[])[]): ClusterSums[] {
  const known: Sides<Float64Array>[] = [];
  return metrics.map((clusters) => {
    const own = sumsOf(clusters);
    const shared = known.find((counts) => counts.every((side, i) => isEqual(side, own.counts[i]!)));
    if (!shared) known.push(own.counts);
    return { ...own, counts: shared ?? own.counts };
  });
}

function sumsOf(clusters: readonly Sides<readonly number[]>[]): ClusterSums {
  const bySide = <T>(of: (side: 0 | 1) => T): Sides<T> => [of(0), of(1)];
  const values = bySide((side) => clusters.map((cluster) => Float64Array.from(cluster[side]).sort()));
  const all = bySide((side) => Float64Array.from(clusters.flatMap((cluster) => cluster[side])).sort());
  const pooled = Float64Array.from([...all[0], ...all[1]]).sort();
  const middle = pooled[(pooled.length - 1) >> 1] ?? 0;
  return {
    sums: bySide((side) => Float64Array.from(values[side], (own) => sum(own, middle))),
    counts: bySide((side) => Float64Array.from(values[side], (own) => own.length)),
    means: bySide((side) => all[side].length > 0 ? sum(all[side], 0) / all[side].length : null),
    varies: all.some((own) => own.length > 0 && own[0] !== own.at(-1)),
  };
}

function sum(values: Float64Array, from: number): number {
  return values.reduce((total, value) => total + (value - from), 0);
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, i) => value === other[i]);
}
