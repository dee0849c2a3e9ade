import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { countEdges } from "../../lib/measure/distributions.ts";
import { distributions, type Facts, traceFacts } from "../../lib/measure/mod.ts";

const bare = traceFacts({ id: "a", conversations: [] });
const facts = (source: string | null, turns: number, errors: number | null = 0): Facts => ({
  ...bare,
  source,
  turns,
  errors,
});
const counts = fc.array(fc.tuple(fc.nat({ max: 100_000 }), fc.integer({ min: 1, max: 9 })), { minLength: 1 })
  .map((pairs) => new Map(pairs));

Deno.test("mean and quartiles are those of the sorted values, between two in proportion", () => {
  // numpy.percentile([1, 2, 4, 8, 16, 32], [0, 25, 50, 75, 100])
  const six = [1, 2, 4, 8, 16, 32].map((turns) => facts("kimi", turns));
  const [found] = distributions(six.toReversed(), ["turns"]);
  const { n, sum, least, q1, median, q3, greatest } = found!;
  assertEquals([n, sum, least, q1, median, q3, greatest], [6, 63, 1, 2.5, 6, 14, 32]);
});

Deno.test("quartiles are numpy's for any counts", () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 500 }), { minLength: 1 }), (turns) => {
    const sorted = turns.toSorted((a, b) => a - b);
    const [{ q1, median, q3 } = {}] = distributions(turns.map((n) => facts(null, n)), ["turns"]);
    for (const [share, found] of [[0.25, q1], [0.5, median], [0.75, q3]] as const) {
      const place = share * (sorted.length - 1);
      const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
      assert(Math.abs(found! - (low + (high - low) * (place % 1))) < 1e-9, `${share}: ${found}`);
    }
  }));
});

Deno.test("every trace with a value is in a bin, whatever splits them, and groups share their edges", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", null), fc.nat({ max: 9000 }))), (rows) => {
      const found = distributions(rows.map(([source, turns]) => facts(source, turns)), ["turns"]);
      assertEquals(found.reduce((sum, { n }) => sum + n, 0), rows.length);
      for (const { counts, edges, n } of found) {
        assertEquals(counts.reduce((sum, count) => sum + count, 0), n);
        assertEquals(edges, found[0]!.edges);
      }
    }),
  );
});

Deno.test("facts come in the order asked for, groups in the order in which they appear, a missing value nowhere", () => {
  const found = distributions([facts("b", 3, null), facts("a", 5, 1), facts("b", 4, null)], [
    "errors",
    "turns",
  ]);
  assertEquals(found.map(({ fact, group, n }) => [fact, group, n]), [
    ["errors", "b", 0],
    ["errors", "a", 1],
    ["turns", "b", 2],
    ["turns", "a", 1],
  ]);
  assertEquals(found[0]!.median, null);
  assertEquals(distributions([], ["turns"]).length, 0);
});

Deno.test("a fact that is no number is refused with its name", () => {
  assertThrows(() => distributions([facts("a", 3)], ["id" as "turns"]), TypeError, 'the id of "a"');
});

Deno.test("distributions show themselves as a table", async () => {
  const bundle = await distributions([facts("kimi", 5), facts("kimi", 8)], ["turns"])[JUPYTER_DISPLAY]();
  assertStringIncludes(String(bundle["text/plain"]), "6.5");
});

Deno.test("edges are ascending whole numbers around all counts, 51 at most in equal steps", () => {
  fc.assert(fc.property(fc.array(counts, { minLength: 1, maxLength: 3 }), (sets) => {
    const { edges, spacing } = countEdges(sets);
    const values = sets.flatMap((set) => [...set.keys()]);
    assert(edges.every((edge, i) => Number.isInteger(edge) && (i === 0 || edge > edges[i - 1]!)), `${edges}`);
    assert(edges[0]! <= Math.min(...values) && edges.at(-1)! > Math.max(...values), `${edges}`);
    assert(edges.length <= (spacing === "equal" ? 51 : 70), `${edges.length} edges`);
  }));
});

Deno.test("few values have a bin each, more have bins of even width, a long tail has ten to a power of ten", () => {
  const of = (...values: number[]) => countEdges([new Map(values.map((value) => [value, 1]))]);
  assertEquals(of(2, 5), { edges: [2, 3, 4, 5, 6], spacing: "equal" });
  assertEquals(of(3, 21).edges, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
  assertEquals(of(3, 75, 150).edges.slice(0, 3), [0, 4, 8]);
  assertEquals(of(0, 2, 7, 9, 300), {
    edges: [0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 79, 100, 126, 158, 200, 251, 316],
    spacing: "logarithmic",
  });
  assertEquals(countEdges([]), { edges: [0, 1], spacing: "equal" });
});
