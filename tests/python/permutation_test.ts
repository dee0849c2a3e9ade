import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { permutation } from "../../lib/python/mod.ts";
import golden from "../fixtures/load/permutation.golden.json" with { type: "json" };

Deno.test(`permutation gives numpy's order for ${golden.length} seeds and lengths`, () => {
  for (const { seed, n, head, sha256 } of golden) {
    const order = permutation(BigInt(seed), n);
    assertEquals([...order.subarray(0, 5)], head, `seed ${seed}, length ${n}`);
    assertEquals(createHash("sha256").update(new Uint8Array(order.buffer)).digest("hex"), sha256);
  }
});

Deno.test("permutation takes the same seed as number or bigint", () => {
  assertEquals(permutation(42, 100), permutation(42n, 100));
});

Deno.test("permutation holds every row number once", () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 140n }), fc.nat(300), (seed, n) => {
    assertEquals([...permutation(seed, n)].sort((a, b) => a - b), [...Array(n).keys()]);
  }));
});

Deno.test("permutation refuses seeds and lengths that are no integers from 0", () => {
  for (const seed of [-1, 1.5, NaN, 2 ** 53, -1n]) {
    assertThrows(() => permutation(seed, 3), RangeError, `seed ${seed}`);
  }
  for (const n of [-1, 0.5, 2 ** 32]) assertThrows(() => permutation(0, n), RangeError, `${n} rows`);
});
