import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A source of random whole numbers: from 0 up to, not including, the limit, which is at most 2^32. */
export type RandomBelow = (limit: number) => number;

const WARM_UP = 24;

/**
 * A source of random numbers: the same for the same seed and stream, and unlike those of other streams.
 *
 * @param seed The seed, a whole number of at least 0.
 * @param stream The number of an independent stream of the seed, a small whole number.
 * @returns The source. Numbers are scaled, not rejected, which is faster and favours none by more than limit / 2^32.
 * @throws {RangeError} If the seed is no such number.
 * @see https://prng.di.unimi.it/ for xoroshiro128+
 */
export function seededRandom(seed: number, stream: number): RandomBelow {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`Cannot draw by the seed ${seed}: it must be a whole number of at least 0`);
  }
  const high = Math.floor(seed / 2 ** 32) ^ 0x9e3779b9;
  const source = xoroshiro128plusFromState([~seed, seed | 0, high, Math.imul(stream + 1, 0x85ebca6b)]);
  for (let i = 0; i < WARM_UP; i++) source.next(); // weak first outputs
  return (limit) => Math.floor((source.next() + 2 ** 31) * limit / 2 ** 32);
}
