import { NORMAL_Z as Z, tQuantile } from "./quantiles.ts";

/** A 95 % interval. */
export interface Interval {
  /** Lower end of the 95 % interval; null where the data cannot give one. */
  low: number | null;
  /** Upper end of the 95 % interval; null where the data cannot give one. */
  high: number | null;
}

/** A number that was estimated from data, with its 95 % interval. */
export interface Estimate extends Interval {
  /** The estimate; null without cases. */
  value: number | null;
  /** How many cases it is estimated from. */
  n: number;
}

/** A share of cases with its 95 % interval, 0–1. */
export interface Share extends Interval {
  /** Cases that count. */
  part: number;
  /** All cases. */
  whole: number;
  /** The share, 0–1; null if there are no cases. */
  rate: number | null;
}

/**
 * A share with Wilson's 95 % interval, which stays within 0 and 1 and holds for few cases too. It takes the cases to be
 * independent of one another.
 *
 * @param part Cases that count, 0 to `whole`.
 * @param whole All cases.
 * @returns The share and its interval.
 * @throws {RangeError} If `part` is not between 0 and `whole`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { wilsonShare } from "../mod.ts";
 *
 * const { rate, low, high } = wilsonShare(8, 10);
 * assertEquals([rate, low?.toFixed(3), high?.toFixed(3)], [0.8, "0.490", "0.943"]);
 * ```
 * @see https://doi.org/10.1080/01621459.1927.10502953 E. B. Wilson, 1927
 */
export function wilsonShare(part: number, whole: number): Share {
  if (!(part >= 0 && part <= whole)) throw new RangeError(`Cannot take ${part} of ${whole} as a share`);
  if (whole === 0) return { part, whole, rate: null, low: null, high: null };
  const rate = part / whole;
  const scale = 1 + Z ** 2 / whole;
  const middle = (rate + Z ** 2 / (2 * whole)) / scale;
  const half = Z * Math.sqrt(rate * (1 - rate) / whole + Z ** 2 / (4 * whole ** 2)) / scale;
  // exactly 0 and 1 at the ends, where rounding would leave a trace of the difference
  return { part, whole, rate, low: part === 0 ? 0 : middle - half, high: part === whole ? 1 : middle + half };
}

/** Clusters below which no interval is given. */
const FEWEST = 2;

/**
 * The mean of shares that come in clusters, whose members are not independent, with Wilson's interval for the number of
 * independent values that would leave as much to chance: by the clusters' own variance, with Student's quantile. Where
 * all values are 0, or all 1, that number is the effective number of clusters.
 *
 * @param clusters The values, each from 0 to 1, by cluster; the order does not matter.
 * @returns Mean, interval, number of values.
 * @see https://doi.org/10.1002/sim.1180 on intervals for shares of clustered cases
 * @see https://doi.org/10.1080/01621459.1927.10502953 E. B. Wilson, 1927
 */
export function clusterMean(clusters: readonly (readonly number[])[]): Estimate {
  const full = clusters.filter((values) => values.length > 0);
  const n = full.reduce((sum, values) => sum + values.length, 0);
  if (n === 0) return { value: null, low: null, high: null, n };
  // sorted before they are added, so that their order does not show in the last digit
  const total = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b).reduce((sum, one) => sum + one, 0);
  const sums = full.map(total);
  const value = total(sums) / n;
  const count = full.length;
  if (count < FEWEST) return { value, low: null, high: null, n };
  const squares = (values: number[]) => total(values.map((one) => one ** 2));
  const variance = squares(full.map((values, i) => sums[i]! - values.length * value)) * count / (count - 1) /
    n ** 2;
  const effective = n ** 2 / squares(full.map((values) => values.length));
  const isExtreme = value <= 0 || value >= 1;
  // equal values have no variance, but rounding may leave some
  const isEven = isExtreme || variance === 0 ||
    full.every((values) => values.every((one) => one === full[0]![0]));
  const cases = isEven ? effective : Math.min(n, value * (1 - value) / variance);
  const z = tQuantile(Math.max(1, effective - 1));
  const scale = 1 + z ** 2 / cases;
  const middle = (value + z ** 2 / (2 * cases)) / scale;
  const half = z * Math.sqrt(value * (1 - value) / cases + z ** 2 / (4 * cases ** 2)) / scale;
  return {
    value,
    low: value <= 0 ? 0 : Math.max(0, middle - half),
    high: value >= 1 ? 1 : Math.min(1, middle + half),
    n,
  };
}
