import { tQuantile } from "./t_quantile.ts";
import type { PooledCorrelation } from "./pooled_correlation.ts";

/** Clusters below which no interval is given. */
const FEWEST = 4;

/** What rounding may leave of a perfect correlation. */
const ROUNDING = 1e-12;

/**
 * The 95 % interval of a correlation of pairs that come in clusters, whose members are not independent: on Fisher's
 * scale, by the clusters' sums of influence, with Student's quantile for the effective number of clusters.
 *
 * @param found The correlation and each pair's influence.
 * @param clusters The cluster of each pair, in the same order.
 * @returns The ends; null where the clusters are fewer than four.
 * @see https://doi.org/10.1093/biomet/73.1.13 K.-Y. Liang and S. L. Zeger, 1986, on the variance
 */
export function clusterInterval(
  { r, influence }: PooledCorrelation,
  clusters: readonly string[],
): { clusterLow: number | null; clusterHigh: number | null } {
  const sums = new Map<string, number>();
  const sizes = new Map<string, number>();
  clusters.forEach((key, i) => {
    sums.set(key, (sums.get(key) ?? 0) + influence[i]!);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  });
  const count = sums.size;
  if (count < FEWEST) return { clusterLow: null, clusterHigh: null };
  if (1 - r ** 2 < ROUNDING) return { clusterLow: r, clusterHigh: r };
  const n = clusters.length;
  const squares = (values: Map<string, number>) =>
    [...values.values()].reduce((sum, value) => sum + value ** 2, 0);
  const error = Math.sqrt(squares(sums) * count / (count - 1)) / n;
  const effective = n ** 2 / squares(sizes);
  const half = tQuantile(Math.max(1, effective - 1)) * error / (1 - r ** 2);
  return { clusterLow: Math.tanh(Math.atanh(r) - half), clusterHigh: Math.tanh(Math.atanh(r) + half) };
}
