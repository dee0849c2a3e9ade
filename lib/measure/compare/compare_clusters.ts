import { benjaminiHochberg } from "../statistics/benjamini_hochberg.ts";
import { seeded } from "../statistics/seeded.ts";
import { bootstrapIntervals } from "./bootstrap_intervals.ts";
import type { Layout, Sides } from "./cluster_sides.ts";
import { clusterSums } from "./cluster_sums.ts";
import type { MetricComparison } from "./comparison.ts";
import type { Metric } from "./metrics.ts";
import { permutationTest } from "./permutation_test.ts";

/** What is to be compared. */
export interface ClusterQuestion<Name extends string> {
  /** The metrics, but for how they are computed. */
  metrics: readonly (Omit<Metric, "name" | "value"> & { name: Name })[];
  /** For each metric the values on either side of each cluster. */
  values: readonly (readonly Sides<number[]>[])[];
  /** How many clusters are where. */
  layout: Layout;
  /** Whether the second source is the first side. */
  exchanged: boolean;
  /** The effect from all values of either side, cluster after cluster. */
  effect(first: number[], second: number[]): number | null;
  /** How many traces, or tasks, have the metric. */
  count(first: number[], second: number[]): number;
}

/** How random numbers are drawn. */
export interface Drawing {
  /** The seed. */
  seed: number;
  /** How many resamples. */
  resamples: number;
}

/**
 * Compares two sides metric by metric.
 *
 * @param question What is to be compared.
 * @param drawing How random numbers are drawn.
 * @returns One comparison a metric, in their order.
 */
export function compareClusters<Name extends string>(
  question: ClusterQuestion<Name>,
  { seed, resamples }: Drawing,
): MetricComparison<Name>[] {
  const { metrics, values, layout, exchanged } = question;
  const sums = clusterSums(values);
  const reaches = bootstrapIntervals(sums, layout, resamples, seeded(seed, 0));
  const pValues = permutationTest(sums, layout, resamples, seeded(seed, 1));
  const adjusted = benjaminiHochberg(pValues);
  return metrics.map(({ name, label, unit, digits }, i) => {
    const sides = ([0, 1] as const).map((side) => values[i]!.flatMap((cluster) => cluster[side]));
    const [a, b] = exchanged ? sums[i]!.means.toReversed() : sums[i]!.means;
    const difference = a == null || b == null ? null : a - b;
    const reach = reaches[i]!;
    const [down, up] = reach && exchanged ? [reach.above, reach.below] : [reach?.below, reach?.above];
    const effect = question.effect(sides[0]!, sides[1]!);
    return {
      ...{ name, a: a ?? null, b: b ?? null, difference },
      low: difference === null || down === undefined ? null : difference - down,
      high: difference === null || up === undefined ? null : difference + up,
      effect: effect === null || !exchanged ? effect : 0 - effect, // not -0
      ...{ p: pValues[i]!, pAdjusted: adjusted[i]!, n: question.count(sides[0]!, sides[1]!) },
      ...{ label, unit, digits },
    };
  });
}
