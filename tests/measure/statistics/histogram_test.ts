import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  binEdges,
  edgesFor,
  histogram,
  mergeValues,
  type ValueCounts,
} from "../../../lib/measure/statistics/histogram.ts";

const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 9 })))
  .map((pairs): ValueCounts => new Map(pairs));

Deno.test("edges are computed in numpy's order: the step, times the bin, plus the start", () => {
  // numpy.linspace(2, 103, 41)[[1, 2, 39]]; (103 - 2) * 1 / 40 would differ in the last digit elsewhere
  const edges = binEdges(2, 103, 40);
  assertEquals([edges[1], edges[2], edges[39], edges[40]], [4.525, 7.05, 100.475, 103]);
});

Deno.test("one value alone is given half a unit on both sides", () => {
  const { counts, edges } = histogram(new Map([[7, 4]]), edgesFor([new Map([[7, 4]])], 40));
  assertEquals([edges[0], edges[40]], [6.5, 7.5]);
  assertEquals([counts.indexOf(4), counts.filter((count) => count > 0).length], [20, 1]);
});

Deno.test("no values at all give empty bins from 0 to 1", () => {
  const { counts, edges } = histogram(new Map(), edgesFor([new Map(), new Map()], 40));
  assertEquals([edges[0], edges[40]], [0, 1]);
  assert(counts.every((count) => count === 0));
});

Deno.test("every value falls into the bin whose edges hold it, the last bin closed", () => {
  fc.assert(fc.property(values, (counted) => {
    const edges = edgesFor([counted], 40);
    const expected = new Array(40).fill(0);
    for (const [value, times] of counted) {
      const bin = edges.findLastIndex((edge) => edge <= value);
      expected[Math.min(bin, 39)] += times;
    }
    assertEquals(histogram(counted, edges).counts, expected);
  }));
});

Deno.test("merging counts is commutative, and loses nothing", () => {
  fc.assert(fc.property(values, values, (a, b) => {
    const total = (counted: ValueCounts) => [...counted.values()].reduce((sum, times) => sum + times, 0);
    assertEquals(total(mergeValues(a, b)), total(a) + total(b));
    assertEquals([...mergeValues(a, b)].sort(), [...mergeValues(b, a)].sort());
  }));
});
