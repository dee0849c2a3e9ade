/**
 * Adjusts p-values for having asked several questions: of all questions whose adjusted value is at most 0.05, about one
 * in twenty is expected to be a false alarm.
 *
 * @param pValues p-values, 0 to 1; null where there is none, which counts as no question.
 * @returns The adjusted values in the same order, null likewise.
 * @throws {RangeError} If a value is not between 0 and 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { benjaminiHochberg } from "tracebook";
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
