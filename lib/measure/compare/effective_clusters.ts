import type { Layout } from "./cluster_sides.ts";
import type { ClusterSums } from "./cluster_sums.ts";

/**
 * How many clusters of equal size would say as much of a difference as these do: Kish's number for the clusters on the
 * first side, on both, and on the second, joined as Welch and Satterthwaite join degrees of freedom.
 *
 * @param metric The metric, with values on both sides.
 * @param layout How many clusters are where.
 * @returns The number, at least 2.
 * @see https://doi.org/10.2307/3002019 F. E. Satterthwaite, 1946
 */
export function effectiveClusters({ sums, counts }: ClusterSums, layout: Layout): number {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const [n, k] = [total(counts[0]), total(counts[1])];
  const [mean, other] = [total(sums[0]) / n, total(sums[1]) / k];
  const ends = [layout.first, layout.first + layout.both, sums[0].length];
  const parts = ends.map((end, part) => {
    let [variance, weight, squares] = [0, 0, 0];
    for (let i = part ? ends[part - 1]! : 0; i < end; i++) {
      const size = counts[0][i]! / n + counts[1][i]! / k;
      variance += ((sums[0][i]! - mean * counts[0][i]!) / n - (sums[1][i]! - other * counts[1][i]!) / k) ** 2;
      weight += size;
      squares += size ** 2;
    }
    return { variance, clusters: weight ** 2 / squares };
  });
  const whole = parts.reduce((sum, { variance }) => sum + variance, 0);
  const inverse = parts.reduce(
    (sum, { variance, clusters }) => variance > 0 ? sum + (variance / whole) ** 2 / clusters : sum,
    0,
  );
  return inverse > 0 ? Math.max(2, 1 / inverse) : 2;
}
