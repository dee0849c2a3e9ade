import { seedWords } from "./seed_words.ts";

const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * numpy's default generator: PCG XSL RR 128/64, seeded through SeedSequence.
 *
 * @param seed Any integer from 0 upwards.
 * @returns A function that gives the next 32 random bits, the lower half of each 64-bit output first.
 * @see https://www.pcg-random.org/ (O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
 * Algorithms for Random Number Generation", 2014)
 * @see https://numpy.org/doc/stable/reference/random/bit_generators/pcg64.html
 */
export function pcg64(seed: bigint): () => number {
  const words = seedWords(seed, 8).map(BigInt);
  const word64 = (i: number) => words[2 * i]! | (words[2 * i + 1]! << 32n);
  const increment = ((((word64(2) << 64n) | word64(3)) << 1n) | 1n) & MASK_128;
  const step = (state: bigint) => (state * MULTIPLIER + increment) & MASK_128;
  let state = step(increment + ((word64(0) << 64n) | word64(1)));
  let upper: number | undefined;
  return () => {
    if (upper !== undefined) {
      const bits = upper;
      upper = undefined;
      return bits;
    }
    state = step(state);
    const folded = (state >> 64n) ^ (state & MASK_64);
    const rotation = state >> 122n;
    const output = ((folded >> rotation) | (folded << (64n - rotation))) & MASK_64;
    upper = Number(output >> 32n);
    return Number(output & 0xffffffffn);
  };
}
