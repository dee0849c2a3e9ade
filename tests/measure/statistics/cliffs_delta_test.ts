import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { cliffsDelta } from "../../../lib/measure/mod.ts";

const values = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 30 });

Deno.test("Cliff's delta is the pairs above less the pairs below, over all pairs", () => {
  fc.assert(fc.property(values, values, (a, b) => {
    const pairs = a.flatMap((one) => b.map((other) => Math.sign(one - other)));
    const expected = pairs.length ? pairs.reduce((sum: number, sign) => sum + sign, 0) / pairs.length : null;
    assertEquals(cliffsDelta(a, b), expected === 0 ? 0 : expected);
  }));
});

Deno.test("exchanging the groups changes the sign alone, and equal groups have none", () => {
  fc.assert(fc.property(values, values, (a, b) => {
    const [one, other] = [cliffsDelta(a, b), cliffsDelta(b, a)];
    assertEquals((one ?? 0) + (other ?? 0), 0);
    if (a.length > 0) assertEquals(cliffsDelta(a, a.toReversed()), 0);
  }));
});

Deno.test("groups that do not overlap, infinities, empty groups and NaN", () => {
  assertEquals(cliffsDelta([4, 5], [1, 2, 3]), 1);
  assertEquals(cliffsDelta([-Infinity], [Infinity, 0]), -1);
  assertEquals([cliffsDelta([], [1]), cliffsDelta([1], []), cliffsDelta([], [])], [null, null, null]);
  assertThrows(() => cliffsDelta([NaN], [1]), RangeError, "Cannot order");
});
