import { NORMAL_Z as Z } from "./statistics/normal_z.ts";

/** A share with its 95 % interval. */
export interface Share {
  /** Cases that count. */
  part: number;
  /** All cases. */
  whole: number;
  /** The share, 0–1; null if there are no cases. */
  rate: number | null;
  /** Lower end of the interval, 0–1; null likewise. */
  low: number | null;
  /** Upper end of the interval, 0–1; null likewise. */
  high: number | null;
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
 * import { wilsonShare } from "tracebook";
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
