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
 * import { cliffsDelta } from "../mod.ts";
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

/**
 * Adjusts p-values for having asked several questions: of all questions whose adjusted value is at most 0.05, about one
 * in twenty is expected to be a false alarm.
 *
 * @param pValues p-values, 0 to 1; null where there is none, which counts as no question.
 * @returns The adjusted values in the order of the values given; null stays null.
 * @throws {RangeError} If a value is not between 0 and 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { benjaminiHochberg } from "../mod.ts";
 *
 * assertEquals(benjaminiHochberg([0.01, null, 0.5, 0.03]), [0.03, null, 0.5, 0.045]);
 * ```
 * @see https://doi.org/10.1111/j.2517-6161.1995.tb02031.x Y. Benjamini and Y. Hochberg, 1995
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const wrong = pValues.find((p) => p !== null && !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`Cannot adjust the p-value ${wrong}: it must be from 0 to 1`);
  const given = pValues.flatMap((p, index) => p === null ? [] : [{ p, index }]).sort((x, y) => y.p - x.p);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let least = 1;
  given.forEach(({ p, index }, i) => {
    least = Math.min(least, p * (given.length / (given.length - i)));
    adjusted[index] = least;
  });
  return adjusted;
}
