const POOL = 4;

/**
 * numpy's SeedSequence: hashes a seed of any size into well-mixed 32-bit words.
 *
 * @param seed Any integer from 0 upwards.
 * @param length How many words are wanted.
 * @returns The words, as `SeedSequence(seed).generate_state(length)` gives them.
 * @see https://numpy.org/doc/stable/reference/random/bit_generators/generated/numpy.random.SeedSequence.html
 * @see https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html
 */
export function seedWords(seed: bigint, length: number): number[] {
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
