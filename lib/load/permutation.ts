import { pcg64 } from "./pcg64.ts";

/**
 * The order that Python's `datasets` gives for `shuffle(seed)`: numpy's
 * `default_rng(seed).permutation(length)`, number for number.
 *
 * @param seed Any integer from 0 upwards; a bigint where it is above 2^53.
 * @param length How many rows there are (below 2^32).
 * @returns The old row numbers in their new order.
 * @throws {RangeError} If the seed or the length is no such integer.
 * @see https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.permutation.html
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { permutation } from "tracebook";
 *
 * assertEquals([...permutation(0, 10)], [4, 6, 2, 7, 3, 5, 9, 0, 8, 1]);
 * ```
 */
export function permutation(seed: number | bigint, length: number): Uint32Array {
  if (typeof seed === "number" ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n) {
    throw new RangeError(
      `Cannot shuffle with seed ${seed}: a seed is an integer from 0 (a bigint where above 2^53)`,
    );
  }
  if (!Number.isInteger(length) || length < 0 || length >= 2 ** 32) {
    throw new RangeError(
      `Cannot shuffle ${length} rows: the number of rows is an integer from 0 to 2^32 - 1`,
    );
  }
  const order = Uint32Array.from({ length }, (_, i) => i);
  const next = pcg64(BigInt(seed));
  for (let i = length - 1; i > 0; i--) {
    const j = upTo(i, next);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/**
 * A uniform integer from 0 to `last`, both included: as many low bits as `last` has, drawn until they fit.
 */
function upTo(last: number, next: () => number): number {
  const mask = 2 ** (32 - Math.clz32(last)) - 1;
  while (true) {
    const value = (next() & mask) >>> 0;
    if (value <= last) return value;
  }
}
