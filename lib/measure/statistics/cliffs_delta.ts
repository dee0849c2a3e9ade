/**
 * Cliff's delta: how much more often a value of the one group is above a value of the other than below it, over all
 * pairs. 1: always above; 0: as often above as below; -1: always below. Ties count for neither.
 *
 * @param a Values of the one group.
 * @param b Values of the other.
 * @returns From -1 to 1; null if a group is empty.
 * @throws {RangeError} If a value is NaN.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cliffsDelta } from "tracebook";
 *
 * assertEquals(cliffsDelta([3, 5], [1, 3]), 0.75); // above in three pairs of four, equal in one
 * ```
 * @see https://doi.org/10.1037/0033-2909.114.3.494 N. Cliff, 1993; it is 2U/(mn) - 1 with the U of Mann and Whitney
 */
export function cliffsDelta(a: readonly number[], b: readonly number[]): number | null {
  if ([...a, ...b].some(Number.isNaN)) throw new RangeError("Cannot order values of which one is NaN");
  if (a.length === 0 || b.length === 0) return null;
  const [first, second] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let below = 0; // values of b below the one of a
  let upTo = 0; // and up to it
  let balance = 0;
  for (const value of first) {
    while (below < second.length && second[below]! < value) below++;
    while (upTo < second.length && second[upTo]! <= value) upTo++;
    balance += below - (second.length - upTo);
  }
  return balance / (first.length * second.length);
}
