import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of random choices, the same on every machine. */
export interface Rng {
  /** Draws a whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** Draws a number from 0 up to, not including, 1. */
  fraction(): number;
  /** Returns true with this probability. */
  chance(probability: number): boolean;
  /** Draws one of the items, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** Draws one of the values, in proportion to their weights. */
  weighted<T>(items: readonly (readonly [value: T, weight: number])[]): T;
  /** Draws `count` different items, or all where there are fewer, in random order. */
  sample<T>(items: readonly T[], count: number): T[];
  /** Draws lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** Draws a nearly normal number with mean 0 and standard deviation 1: the sum of twelve uniform ones, less 6. */
  normal(): number;
}

/**
 * Makes a source of random choices from a text key.
 *
 * @param key A text of its own for each source, such as `7|kimi|12|play`.
 * @returns The source, at its start.
 * @see {@link https://prng.di.unimi.it/} for xoroshiro128+
 */
export function makeRng(key: string): Rng {
  const source = xoroshiro128plusFromState([hash(key, 1), hash(key, 2), hash(key, 3), hash(key, 4) | 1]);
  for (let i = 0; i < 8; i++) source.next(); // weak first outputs
  const fraction = () => (source.next() >>> 0) / 0x1_0000_0000;
  const int = (low: number, high: number) => uniformInt(source, low, high);
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)]!;
  return {
    int,
    fraction,
    pick,
    chance: (probability) => fraction() < probability,
    weighted(items) {
      let left = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of items) if ((left -= weight) < 0) return value;
      return items.at(-1)![0];
    },
    sample(items, count) {
      const rest = [...items];
      const end = Math.min(count, rest.length);
      for (let i = 0; i < end; i++) {
        const k = int(i, rest.length - 1);
        [rest[i], rest[k]] = [rest[k]!, rest[i]!];
      }
      return rest.slice(0, end);
    },
    hex: (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join(""),
    normal() {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += fraction();
      return sum;
    },
  };
}

/** FNV-1a over UTF-16 units with a final mix, so that keys differing in one digit give unrelated states. */
function hash(key: string, salt: number): number {
  let h = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
