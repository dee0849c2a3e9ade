import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { benjaminiHochberg } from "../../../lib/measure/mod.ts";

const pValues = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 20 });

Deno.test("what is rejected at any level is what the step-up rule of 1995 rejects", () => {
  fc.assert(fc.property(pValues, fc.integer({ min: 1, max: 99 }), (given, percent) => {
    const level = percent / 100;
    const sorted = given.filter((p) => p !== null).sort((x, y) => x - y);
    const last = sorted.findLastIndex((p, i) => p <= level * (i + 1) / sorted.length);
    const adjusted = benjaminiHochberg(given);
    const rejected = adjusted.filter((p) => p !== null && p <= level).length;
    // a p-value on the very edge may fall to either side by rounding
    const onEdge = sorted.some((p, i) => Math.abs(p - level * (i + 1) / sorted.length) < 1e-12);
    assert(
      onEdge || rejected === last + 1 || sorted[last] === sorted[last + 1],
      `${rejected} of ${last + 1}`,
    );
  }));
});

Deno.test("adjusted values keep the order, are no smaller than the p-values, and at most 1", () => {
  fc.assert(fc.property(pValues, (given) => {
    const adjusted = benjaminiHochberg(given);
    given.forEach((p, i) => {
      if (p === null) return assertEquals(adjusted[i], null);
      assert(adjusted[i]! >= p && adjusted[i]! <= 1);
      given.forEach((q, k) => assert(q === null || p > q || adjusted[i]! <= adjusted[k]!));
    });
  }));
});

Deno.test("no question, no answer; what is no p-value is refused", () => {
  assertEquals(benjaminiHochberg([]), []);
  assertEquals(benjaminiHochberg([null, null]), [null, null]);
  assertEquals(benjaminiHochberg([0.04]), [0.04]);
  for (const wrong of [-0.1, 1.1, NaN]) {
    assertThrows(() => benjaminiHochberg([wrong]), RangeError, "Cannot adjust");
  }
});
