/** Sums over clusters of one side's sums `s` and counts `n`: what a mean and its variance are made of. */
export interface Moments {
  /** Of `s`. */
  s: number;
  /** Of `n`. */
  n: number;
  /** Of `s²`. */
  ss: number;
  /** Of `s n`. */
  sn: number;
  /** Of `n²`. */
  nn: number;
}

/** Sums over the clusters that are on both sides. */
export interface CrossMoments {
  /** Of the first side's `s` times the second's. */
  ss: number;
  /** Of the first side's `s` times the second's `n`. */
  sn: number;
  /** Of the first side's `n` times the second's `s`. */
  ns: number;
  /** Of the first side's `n` times the second's. */
  nn: number;
}

/** Differences and variances below this share of their terms are what rounding has left of none. */
const ROUNDING = 1e-12;

/**
 * The difference of two means over its cluster-robust standard error.
 *
 * @param first The first side.
 * @param second The second side.
 * @param cross The clusters on both.
 * @returns 0 if there is no difference, infinite if there is one without any variance; undefined if a side is empty.
 * @see https://doi.org/10.3368/jhr.50.2.317 A. C. Cameron and D. L. Miller, 2015; the variance is their CR0
 */
export function studentised(first: Moments, second: Moments, cross: CrossMoments): number | undefined {
  if (first.n === 0 || second.n === 0) return undefined;
  const [m, k] = [first.s / first.n, second.s / second.n];
  const difference = m - k;
  const terms = (first.ss + m * m * first.nn) / first.n ** 2 +
    (second.ss + k * k * second.nn) / second.n ** 2;
  if (Math.abs(difference) <= ROUNDING * Math.sqrt(terms)) return 0;
  const shared = (cross.ss - k * cross.sn - m * cross.ns + m * k * cross.nn) / (first.n * second.n);
  const variance = residual(first, m) + residual(second, k) - 2 * shared;
  return difference / (variance > ROUNDING * terms ? Math.sqrt(variance) : 0);
}

/** The sum of squares of what the clusters' sums are off their share of the mean, over the count squared. */
function residual({ n, ss, sn, nn }: Moments, mean: number): number {
  return (ss - 2 * mean * sn + mean * mean * nn) / n ** 2;
}
