import { benjaminiHochberg } from "../statistics/effects.ts";
import { NORMAL_Z, tQuantile } from "../statistics/quantiles.ts";
import { type RandomBelow, seededRandom } from "../statistics/seeded.ts";
import {
  type ClusterSums,
  clusterSums,
  effectiveClusters,
  type Layout,
  type Sides,
  weightedSum,
} from "./clusters.ts";
import type { MetricComparison } from "./comparison.ts";
import type { Metric } from "./metrics.ts";
import { permutationTest } from "./permutation.ts";

/** What is to be compared. */
export interface ClusteredMetrics<Name extends string> {
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
export interface ResamplingOptions {
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
  question: ClusteredMetrics<Name>,
  { seed, resamples }: ResamplingOptions,
): MetricComparison<Name>[] {
  const { metrics, values, layout, exchanged } = question;
  const sums = clusterSums(values);
  const margins = bootstrapIntervals(sums, layout, resamples, seededRandom(seed, 0));
  const pValues = permutationTest(sums, layout, resamples, seededRandom(seed, 1));
  const adjusted = benjaminiHochberg(pValues);
  return metrics.map(({ name, label, unit, digits }, i) => {
    const sides = ([0, 1] as const).map((side) => values[i]!.flatMap((cluster) => cluster[side]));
    const [a, b] = exchanged ? sums[i]!.means.toReversed() : sums[i]!.means;
    const difference = a == null || b == null ? null : a - b;
    const margin = margins[i]!;
    const [down, up] = margin && exchanged ? [margin.above, margin.below] : [margin?.below, margin?.above];
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

/** How far a 95 % interval reaches from a difference. */
interface Margins {
  /** Downwards. */
  below: number;
  /** Upwards. */
  above: number;
}

const TAIL = 0.025;

/** So that rounding does not make 49 of 2000 × 0.025. */
const SLACK = 1e-9;

/**
 * The 95 % interval of each metric's difference of means, by drawing clusters, with all they have on either side, with
 * replacement. The drawn differences' 2.5 % and 97.5 % quantiles are moved away from the difference by the factor by
 * which Student's quantile for the effective number of clusters exceeds the normal one.
 *
 * Chosen by simulation, of which `tests/bench/intervals.ts` repeats the part for what was chosen: 94 to 97 % of the
 * intervals hold the truth. Plain quantiles came down to 90 % (12 shared clusters), BCa to 84 % (15 unequal clusters),
 * bootstrap-t to 86 % (rare events), and clusters drawn from each side apart to 92 % (shared ones that differ from the
 * rest), because in the data too it is chance which clusters are shared.
 *
 * @returns The margins of each metric; null where a side has values in fewer than two clusters, or the values of both are
 * constants, of which the data do not say how they may vary.
 * @see https://doi.org/10.1080/00031305.2015.1089789 T. C. Hesterberg, 2015, on percentiles that cover too little
 * @see https://doi.org/10.3368/jhr.50.2.317 A. C. Cameron and D. L. Miller, 2015, on drawing clusters
 */
function bootstrapIntervals(
  metrics: readonly ClusterSums[],
  layout: Layout,
  draws: number,
  random: RandomBelow,
): (Margins | null)[] {
  const size = layout.first + layout.both + layout.second;
  const drawn = new Float64Array(size);
  const onSide = ([first, second]: Sides<Float64Array>): Sides<number> => [
    weightedSum(first, drawn, 0, layout.first + layout.both),
    weightedSum(second, drawn, layout.first, size),
  ];
  const counts = [...new Set(metrics.map((metric) => metric.counts))]; // mostly one, as every trace has most metrics
  const differences = () => {
    const numbers = new Map(counts.map((own) => [own, onSide(own)]));
    return metrics.map((metric) => {
      const [[n, k], [s, t]] = [numbers.get(metric.counts)!, onSide(metric.sums)];
      return s / n - t / k;
    });
  };
  drawn.fill(1);
  const real = differences();
  const found = metrics.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    drawn.fill(0);
    for (let i = 0; i < size; i++) drawn[random(size)]!++;
    differences().forEach((difference, i) => found[i]![draw] = difference);
  }
  return metrics.map((metric, i) => {
    const clusters = metric.counts.map((counts) => counts.filter((count) => count > 0).length);
    if (!metric.varies || Math.min(...clusters) < 2) return null;
    const sorted = found[i]!.filter(Number.isFinite).sort(); // not those without a value on a side
    const rank = Math.max(1, Math.floor((sorted.length + 1) * TAIL + SLACK));
    const effective = effectiveClusters(metric, layout);
    const stretch = Math.sqrt(effective / (effective - 1)) * tQuantile(effective - 1) / NORMAL_Z;
    return {
      below: stretch * (real[i]! - sorted[rank - 1]!),
      above: stretch * (sorted.at(-rank)! - real[i]!),
    };
  });
}
