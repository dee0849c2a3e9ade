import cephes from "cephes";

/** The 97.5 % quantile of the normal distribution: two-sided 95 %. */
export const NORMAL_Z = 1.959963984540054;

/** The inverse of the regularised incomplete beta function; the package brings no types. */
const { incbi } = cephes as { incbi(a: number, b: number, y: number): number };

/**
 * Returns the quantile of Student's t distribution at a probability above 0.5, by default that of a two-sided 95 %
 * interval, for at least one degree of freedom; they need not be whole.
 */
export function tQuantile(freedom: number, probability = 0.975): number {
  // t² / (freedom + t²) follows a beta distribution. The package's own quantile, stdtri, takes whole degrees only.
  const share = incbi(1 / 2, freedom / 2, 2 * probability - 1);
  return Math.sqrt(freedom * share / (1 - share));
}
