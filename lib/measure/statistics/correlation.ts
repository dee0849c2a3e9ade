import { sampleCorrelation, sampleRankCorrelation } from "simple-statistics";
import { NORMAL_Z, tQuantile } from "./quantiles.ts";
import type { Interval } from "./shares.ts";

/** A correlation with its 95 % interval, which takes the pairs to be independent of one another. */
export interface CorrelationEstimate extends Interval {
  /** The correlation, -1 to 1; null if a variable does not vary. */
  r: number | null;
}

/** A kind of correlation. */
interface CorrelationKind {
  /** The correlation of variables that vary. */
  of(x: number[], y: number[]): number;
  /** The variance of its Fisher transform, times the pairs less three. */
  variance(r: number): number;
}

/**
 * Pearson's correlation, with Fisher's interval; Spearman's, of average ranks, with the interval of Bonett and Wright,
 * which covers better than Fieller's where the correlation is strong.
 *
 * @see https://doi.org/10.1007/BF02294183 D. G. Bonett and T. A. Wright, 2000
 */
const CORRELATION_KINDS = {
  pearson: { of: sampleCorrelation, variance: () => 1 },
  spearman: { of: sampleRankCorrelation, variance: (r: number) => 1 + r ** 2 / 2 },
} as const satisfies Record<string, CorrelationKind>;

/** The name of a kind of correlation. */
export type CorrelationName = keyof typeof CORRELATION_KINDS;

/** A correlation of pairs that are independent of one another. */
export function correlation(x: number[], y: number[], name: CorrelationName): CorrelationEstimate {
  if (x.length < 2 || isConstant(x) || isConstant(y)) return { r: null, low: null, high: null };
  const r = Math.max(-1, Math.min(1, CORRELATION_KINDS[name].of(x, y)));
  return { r, ...fisherInterval(r, x.length - 3, name) };
}

/**
 * The interval of a correlation on Fisher's scale.
 *
 * @returns Its ends; null where the pairs are too few.
 */
export function fisherInterval(
  r: number,
  freedom: number,
  name: CorrelationName,
): Interval {
  if (freedom < 1) return { low: null, high: null };
  const half = NORMAL_Z * Math.sqrt(CORRELATION_KINDS[name].variance(r) / freedom);
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) };
}

/** Whether all values are equal; sums would not say so exactly. */
function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** Clusters below which no interval is given. */
const FEWEST = 4;

/** What rounding may leave of a perfect correlation. */
const ROUNDING = 1e-12;

/**
 * The 95 % interval of a correlation of pairs that come in clusters, whose members are not independent: on Fisher's
 * scale, by the clusters' sums of influence, with Student's quantile for the effective number of clusters.
 *
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

/** What a correlation sees of one variable within one group. */
interface Scores {
  /** The values, or their ranks from 0 to 1, less their mean. */
  scores: Float64Array;
  /**
   * What each observation adds to a sum of `scores × weights` by moving the others' scores, less its mean: nothing for
   * values; for ranks, all above it rise.
   */
  carried(weights: Float64Array): Float64Array;
}

/** How the scores of each kind of correlation are made. */
const SCORES: Record<CorrelationName, (values: readonly number[]) => Scores> = {
  pearson: valueScores,
  spearman: rankScores,
};

function valueScores(values: readonly number[]): Scores {
  const n = values.length;
  const mean = isConstant(values) ? values[0] ?? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  return { scores: Float64Array.from(values, (value) => value - mean), carried: () => new Float64Array(n) };
}

function rankScores(values: readonly number[]): Scores {
  const n = values.length;
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const below = new Uint32Array(n); // how many are less
  const upTo = new Uint32Array(n); // and at most as large
  for (let start = 0, end = 0; start < n; start = end) {
    while (end < n && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) [below[order[k]!], upTo[order[k]!]] = [start, end];
  }
  return {
    scores: Float64Array.from(values, (_, i) => (below[i]! + upTo[i]!) / 2 / n - 0.5),
    carried(weights) {
      const sums = new Float64Array(n + 1);
      for (let k = 0; k < n; k++) sums[k + 1] = sums[k]! + weights[order[k]!]!;
      // an equal one rises by half, as its average rank does
      const raised = Float64Array.from(
        values,
        (_, i) => (sums[n]! - (sums[upTo[i]!]! + sums[below[i]!]!) / 2) / n,
      );
      const mean = raised.reduce((sum, value) => sum + value, 0) / n;
      return raised.map((value) => value - mean);
    },
  };
}

/** Pairs of values of one group. */
export interface Pairs {
  /** The one variable. */
  x: readonly number[];
  /** The other, in the same order. */
  y: readonly number[];
}

/** A correlation within groups, with what each pair did to it. */
interface PooledCorrelation {
  /** The correlation. */
  r: number;
  /** By how much one more pair like this would move it, times the number of pairs: group after group. */
  influence: Float64Array;
}

/**
 * The correlation within groups: of the values (or the ranks within the group) less their group's mean, over all groups
 * together. With one group it is the plain correlation.
 *
 * @returns The correlation, and each pair's influence on it; undefined if a variable does not vary within any group.
 * @see https://doi.org/10.1080/01621459.1974.10482962 F. R. Hampel, 1974, on influence
 */
export function pooledCorrelation(
  groups: readonly Pairs[],
  name: CorrelationName,
): PooledCorrelation | undefined {
  const products = groups.map(({ x, y }) => {
    const [sx, sy] = [SCORES[name](x), SCORES[name](y)];
    const [a, b] = [sx.scores, sy.scores];
    return {
      xx: moment(a, a, sx.carried(a), sx.carried(a)),
      yy: moment(b, b, sy.carried(b), sy.carried(b)),
      xy: moment(a, b, sx.carried(b), sy.carried(a)),
    };
  });
  const [xx, yy, xy] = (["xx", "yy", "xy"] as const).map((key) => joined(products.map((one) => one[key])));
  const scale = Math.sqrt(xx!.mean * yy!.mean);
  if (!(scale > 0)) return undefined;
  const r = Math.max(-1, Math.min(1, xy!.mean / scale));
  const influence = xy!.influence.map((value, i) =>
    value / scale - r / 2 * (xx!.influence[i]! / xx!.mean + yy!.influence[i]! / yy!.mean)
  );
  return { r, influence };
}

interface Moment {
  products: Float64Array;
  carried: Float64Array;
}

function moment(a: Float64Array, b: Float64Array, first: Float64Array, second: Float64Array): Moment {
  return {
    products: a.map((value, i) => value * b[i]!),
    carried: first.map((value, i) => value + second[i]!),
  };
}

/** The mean of products over all groups, and each observation's influence on it. */
function joined(moments: Moment[]): { mean: number; influence: Float64Array } {
  const products = Float64Array.from(moments.flatMap((one) => [...one.products]));
  const carried = moments.flatMap((one) => [...one.carried]);
  const mean = products.reduce((sum, value) => sum + value, 0) / products.length;
  return { mean, influence: products.map((value, i) => value - mean + carried[i]!) };
}
