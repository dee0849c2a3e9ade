import type { RandomBelow } from "../statistics/seeded.ts";
import type { Layout } from "./cluster_sides.ts";
import type { ClusterSums } from "./cluster_sums.ts";
import { sideSwaps } from "./side_swaps.ts";
import { swapStatistics } from "./swap_statistics.ts";

/** Differences closer than this share are the same: equal sums of fractions may differ in their last digits. */
const SAME = 1e-9;

/**
 * Tests for each metric whether the two sides differ, by letting clusters change sides: the p-value is the share of
 * ways in which the difference is as clear as the real one. The difference is taken over its standard error, so that
 * the test also holds where one side varies more or has larger clusters.
 *
 * @param metrics The metrics, of the same clusters.
 * @param layout How many clusters are where.
 * @param draws How many ways to draw; where there are few, all are tried instead.
 * @param random Where random numbers come from.
 * @returns A p-value a metric; null where a side has no value.
 * @see https://doi.org/10.1214/13-AOS1090 E. Y. Chung and J. P. Romano, 2013, on the standard error
 * @see https://doi.org/10.2202/1544-6115.1585 B. Phipson and G. K. Smyth, 2010: random ways count the real one too
 */
export function permutationTest(
  metrics: readonly ClusterSums[],
  layout: Layout,
  draws: number,
  random: RandomBelow,
): (number | null)[] {
  const statistics = swapStatistics(metrics, layout);
  const observed = statistics(Uint32Array.from({ length: layout.first + layout.both }, (_, i) => i));
  const { all, ways } = sideSwaps(layout, draws, random);
  const tried = metrics.map(() => all ? 0 : 1);
  const asClear = metrics.map(() => all ? 0 : 1);
  for (const way of ways) {
    statistics(way).forEach((value, i) => {
      if (value === undefined || observed[i] === undefined) return; // a side without a value has no difference
      tried[i]!++;
      if (Math.abs(value) >= Math.abs(observed[i]) * (1 - SAME)) asClear[i]!++;
    });
  }
  return observed.map((value, i) => value === undefined ? null : asClear[i]! / tried[i]!);
}
