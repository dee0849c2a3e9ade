import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { errorRates, type Facts, traceFacts, wilsonShare } from "../../lib/measure/mod.ts";

const facts = (id: string, category: string | null, errors: number | null): Facts => ({
  ...traceFacts({ id, conversations: [], category }),
  errors,
});

Deno.test("Wilson's interval is the root of its equation: |rate - p| = z sqrt(p (1 - p) / n)", () => {
  const z = 1.959963984540054;
  fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (whole, seed) => {
    const part = seed % (whole + 1);
    const { rate, low, high } = wilsonShare(part, whole);
    for (const p of [low!, high!]) {
      assert(
        Math.abs(Math.abs(rate! - p) - z * Math.sqrt(p * (1 - p) / whole)) < 1e-9,
        `${part} of ${whole}: ${p}`,
      );
    }
    assert(0 <= low! && low! <= rate! && rate! <= high! && high! <= 1);
  }));
});

Deno.test("a share of nothing is null, and one of too much is refused", () => {
  assertEquals(wilsonShare(0, 0), { part: 0, whole: 0, rate: null, low: null, high: null });
  assertThrows(() => wilsonShare(3, 2), RangeError, "3 of 2");
  assertThrows(() => wilsonShare(NaN, 2), RangeError, "NaN of 2");
});

Deno.test("groups come with the highest share first, ties by name, traces without a category too", () => {
  const rates = errorRates(
    [facts("a", "B", 2), facts("b", "A", 1), facts("c", null, 0), facts("d", "B", 3)],
    { by: "category" },
  );
  assertEquals(rates.map(({ group, part, whole }) => [group, part, whole]), [["A", 1, 1], ["B", 2, 2], [
    null,
    0,
    1,
  ]]);
});

Deno.test("facts by the tutorial's rules count the tutorial's errors; facts without errors are refused", () => {
  assertThrows(() => errorRates([facts("odd", "A", null)], { by: "category" }), TypeError, '"odd"');
});

Deno.test("what cannot be told is a share of the responses, of none where nobody asks", () => {
  const told = { ...facts("a", "A", 1), responses: 8, unknown: 2 };
  const [rate] = errorRates([told, { ...told, id: "b", unknown: 0 }], { by: "category" });
  assertEquals([rate!.unknown.part, rate!.unknown.whole, rate!.unknown.rate], [2, 16, 0.125]);
  const trace = { id: "a", conversations: [{ from: "tool" as const, value: "error" }] };
  const [tutorial] = errorRates([traceFacts(trace, "tutorial")], { by: "source" });
  assertEquals([tutorial!.rate, tutorial!.unknown.rate], [1, null]);
});
