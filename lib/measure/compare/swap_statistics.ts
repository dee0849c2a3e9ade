import type { Layout, Sides } from "./cluster_sides.ts";
import type { ClusterSums } from "./cluster_sums.ts";
import { sumAt } from "./fast_sums.ts";
import { studentised } from "./studentised.ts";

/**
 * Prepares for each metric the studentised difference as a function of who is on the first side. Sums over clusters
 * are added up ahead, so that a way costs one addition a sum and chosen cluster.
 *
 * @param metrics The metrics, of the same clusters.
 * @param layout How many clusters are where.
 * @returns From the clusters whose first side is on the first side, in order, to the statistic of each metric;
 * undefined where a side has no value.
 */
export function swapStatistics(
  metrics: readonly ClusterSums[],
  layout: Layout,
): (way: Uint32Array) => (number | undefined)[] {
  const inBoth = (i: number) => i >= layout.first && i < layout.first + layout.both;
  const swapped = (term: (side: 0 | 1, i: number) => number, size: number) => swapSum(term, size, inBoth);
  const countSums = new Map<Sides<Float64Array>, (way: Uint32Array) => CountSums>();
  for (const { counts } of metrics) {
    if (countSums.has(counts)) continue;
    const n = swapped((side, i) => counts[side][i]!, counts[0].length);
    const nn = swapped((side, i) => counts[side][i]! ** 2, counts[0].length);
    countSums.set(counts, (way) => ({ n: n(way), nn: nn(way) }));
  }
  const parts = metrics.map(({ sums, counts }) => {
    const size = counts[0].length;
    const between = (of: (i: number) => number) => {
      let sum = 0;
      for (let i = layout.first; i < layout.first + layout.both; i++) sum += of(i);
      return sum;
    };
    return {
      counts,
      s: swapped((side, i) => sums[side][i]!, size),
      ss: swapped((side, i) => sums[side][i]! ** 2, size),
      sn: swapped((side, i) => sums[side][i]! * counts[side][i]!, size),
      crossSn: swapped((side, i) => inBoth(i) ? sums[side][i]! * counts[1 - side as 0 | 1][i]! : 0, size),
      crossSs: between((i) => sums[0][i]! * sums[1][i]!),
      crossNn: between((i) => counts[0][i]! * counts[1][i]!),
    };
  });
  return (way) => {
    const known = new Map([...countSums].map(([counts, of]) => [counts, of(way)]));
    return parts.map((part) => {
      const { n, nn } = known.get(part.counts)!;
      const [s, ss, sn, cross] = [part.s(way), part.ss(way), part.sn(way), part.crossSn(way)];
      return studentised(
        { s: s[0], n: n[0], ss: ss[0], sn: sn[0], nn: nn[0] },
        { s: s[1], n: n[1], ss: ss[1], sn: sn[1], nn: nn[1] },
        { ss: part.crossSs, sn: cross[0], ns: cross[1], nn: part.crossNn },
      );
    });
  };
}

interface CountSums {
  n: Sides<number>;
  nn: Sides<number>;
}

/** A sum over clusters on either side, as a function of the clusters whose first side is on the first side. */
function swapSum(
  term: (side: 0 | 1, i: number) => number,
  size: number,
  inBoth: (i: number) => boolean,
): (way: Uint32Array) => Sides<number> {
  const gain = new Float64Array(size);
  let [start, total] = [0, 0];
  for (let i = 0; i < size; i++) {
    const [one, other] = [term(0, i), term(1, i)];
    total += one + other;
    // not chosen, a cluster on both has its second side there; one that is on one side alone has nothing
    if (inBoth(i)) start += other;
    gain[i] = inBoth(i) ? one - other : one + other;
  }
  return (way) => {
    const sum = start + sumAt(gain, way);
    return [sum, total - sum];
  };
}
