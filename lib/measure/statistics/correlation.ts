import { sampleCorrelation, sampleRankCorrelation } from "simple-statistics";
import { NORMAL_Z } from "./normal_z.ts";

/** A correlation with its 95 % interval, which takes the pairs to be independent of one another. */
export interface CorrelationEstimate {
  /** The correlation, -1 to 1; null if a variable does not vary. */
  r: number | null;
  /** Lower end of the interval; null likewise, and with fewer than four pairs. */
  low: number | null;
  /** Upper end of the interval; null likewise. */
  high: number | null;
}

/** A kind of correlation. */
export interface CorrelationKind {
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
export const CORRELATION_KINDS = {
  pearson: { of: sampleCorrelation, variance: () => 1 },
  spearman: { of: sampleRankCorrelation, variance: (r: number) => 1 + r ** 2 / 2 },
} as const satisfies Record<string, CorrelationKind>;

/** The name of a kind of correlation. */
export type CorrelationName = keyof typeof CORRELATION_KINDS;

/**
 * A correlation of pairs that are independent of one another.
 *
 * @param x The one variable.
 * @param y The other, in the same order.
 * @param name Which kind.
 * @returns The correlation and its interval.
 */
export function correlation(x: number[], y: number[], name: CorrelationName): CorrelationEstimate {
  if (x.length < 2 || isConstant(x) || isConstant(y)) return { r: null, low: null, high: null };
  const r = Math.max(-1, Math.min(1, CORRELATION_KINDS[name].of(x, y)));
  return { r, ...fisherInterval(r, x.length - 3, name) };
}

/**
 * The interval of a correlation on Fisher's scale.
 *
 * @param r The correlation.
 * @param freedom The pairs less three, and less one for each variable that is held fixed.
 * @param name Which kind.
 * @returns Its ends; null where the pairs are too few.
 */
export function fisherInterval(
  r: number,
  freedom: number,
  name: CorrelationName,
): Pick<CorrelationEstimate, "low" | "high"> {
  if (freedom < 1) return { low: null, high: null };
  const half = NORMAL_Z * Math.sqrt(CORRELATION_KINDS[name].variance(r) / freedom);
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) };
}

/** Whether all values are equal; sums would not say so exactly. */
export function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
