import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { seededRandom } from "../../../lib/measure/statistics/seeded.ts";

const numbers = (seed: number, purpose: number) => {
  const below = seededRandom(seed, purpose);
  return Array.from({ length: 20 }, () => below(1000));
};

Deno.test("the same seed and purpose give the same numbers, others give others", () => {
  assertEquals(numbers(7, 0), numbers(7, 0));
  for (const [seed, purpose] of [[8, 0], [7, 1], [7 + 2 ** 32, 0], [Number.MAX_SAFE_INTEGER, 0]] as const) {
    assertNotEquals(numbers(seed, purpose), numbers(7, 0));
  }
});

Deno.test("every number below the limit comes about as often, none beyond", () => {
  for (const limit of [2, 10, 97]) {
    const below = seededRandom(1, 2);
    const counts = new Array(limit).fill(0);
    for (let i = 0; i < 1000 * limit; i++) counts[below(limit)]++;
    // chi-squared, limit - 1 degrees of freedom: six deviations above its mean at most
    const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert(chi < limit - 1 + 6 * Math.sqrt(2 * (limit - 1)), `${limit}: ${chi}`);
    assertEquals(counts.reduce((sum, count) => sum + count), 1000 * limit);
  }
});

Deno.test("a seed that is no whole number of at least 0 is refused", () => {
  for (const wrong of [-1, 0.5, NaN, 2 ** 60]) {
    assertThrows(() => seededRandom(wrong, 0), RangeError, "Cannot draw");
  }
});
