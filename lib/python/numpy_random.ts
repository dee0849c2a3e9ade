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
 * import { permutation } from "tracebook/python";
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

/** Draws a uniform integer from 0 to `last`, both included: as many low bits as `last` has, drawn until they fit. */
function upTo(last: number, next: () => number): number {
  const mask = 2 ** (32 - Math.clz32(last)) - 1;
  while (true) {
    const value = (next() & mask) >>> 0;
    if (value <= last) return value;
  }
}

const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * numpy's default generator, PCG XSL RR 128/64 seeded through SeedSequence: a function that gives the next 32 random bits,
 * the lower half of each 64-bit output first.
 *
 * @see https://www.pcg-random.org/ (O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
 * Algorithms for Random Number Generation", 2014)
 * @see https://numpy.org/doc/stable/reference/random/bit_generators/pcg64.html
 */
function pcg64(seed: bigint): () => number {
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

const POOL = 4;

/**
 * numpy's `SeedSequence(seed).generate_state(length)`: hashes a seed of any size into well-mixed 32-bit words.
 *
 * @see https://numpy.org/doc/stable/reference/random/bit_generators/generated/numpy.random.SeedSequence.html
 * @see https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html
 */
function seedWords(seed: bigint, length: number): number[] {
  const entropy = words32(seed);
  const hash = hasher(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: POOL }, (_, i) => hash(entropy[i] ?? 0));
  for (let from = 0; from < POOL; from++) {
    for (let to = 0; to < POOL; to++) {
      if (from !== to) pool[to] = mix(pool[to]!, hash(pool[from]!));
    }
  }
  for (const word of entropy.slice(POOL)) {
    for (let to = 0; to < POOL; to++) pool[to] = mix(pool[to]!, hash(word));
  }
  const draw = hasher(0x8b51f9dd, 0x58f38ded);
  return Array.from({ length }, (_, i) => draw(pool[i % POOL]!));
}

/** The number's 32-bit words, the lowest first. */
function words32(value: bigint): number[] {
  const words = [Number(value & 0xffffffffn)];
  for (let rest = value >> 32n; rest; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words;
}

function hasher(start: number, multiplier: number): (value: number) => number {
  let key = start;
  return (value) => {
    const mixed = value ^ key;
    key = Math.imul(key, multiplier);
    return foldHigh(Math.imul(mixed, key));
  };
}

function mix(a: number, b: number): number {
  return foldHigh(Math.imul(0xca01f9dd, a) - Math.imul(0x4973f715, b));
}

function foldHigh(value: number): number {
  const bits = value >>> 0;
  return (bits ^ (bits >>> 16)) >>> 0;
}
