import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";
import {
  compareFacts,
  type Facts,
  type MetricComparison,
  METRICS,
  traceFacts,
} from "../../../lib/measure/mod.ts";
import { factsWith, someFacts } from "./some_facts.ts";

const QUICK = { resamples: 99 };
const RUNS = { numRuns: 40 };
const turnsOf = (found: { metrics: MetricComparison[] }) =>
  found.metrics.find(({ name }) => name === "turns")!;
const list = (turns: number[], key = "g"): Facts[] =>
  turns.map((value, i) => factsWith({ turns: value, group_key: `${key}${i}`, task_key: `${key}${i}` }));
/** Less than 0, never -0: what a missing value or a number becomes on exchange. */
const minus = (value: number | null) => value === null ? null : 0 - value;

Deno.test("exchanging the sources changes the signs of differences, intervals and effects, and nothing else", () => {
  fc.assert(
    fc.property(someFacts, someFacts, (a, b) => {
      const [found, back] = [compareFacts(a, b, QUICK), compareFacts(b, a, QUICK)];
      for (const part of ["metrics", "paired"] as const) {
        const turned = back[part].map((metric) => ({
          ...metric,
          ...{ a: metric.b, b: metric.a, difference: minus(metric.difference), effect: minus(metric.effect) },
          ...{ low: minus(metric.high), high: minus(metric.low) },
        }));
        assertEquals(turned, found[part]);
      }
      assertEquals([back.pairs, back.clusters.both], [found.pairs, found.clusters.both]);
    }),
    RUNS,
  );
});

Deno.test("the order of the facts does not matter to the last digit", () => {
  const shuffled = someFacts.chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))
  );
  fc.assert(
    fc.property(shuffled, shuffled, ([a, mixedA], [b, mixedB]) => {
      assertEquals(compareFacts(mixedA, mixedB, QUICK), compareFacts(a, b, QUICK));
    }),
    RUNS,
  );
});

Deno.test("a source compared with itself has no difference, an interval of 0, no effect and a p-value of 1", () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const { metrics, paired } = compareFacts(facts, facts, QUICK);
      for (const { a, difference, low, high, effect, p, pAdjusted } of [...metrics, ...paired]) {
        if (a === null) assertEquals([difference, low, high, effect, p], [null, null, null, null, null]);
        else assertEquals([difference, low ?? 0, high ?? 0, effect, p, pAdjusted], [0, 0, 0, 0, 1, 1]);
      }
    }),
    RUNS,
  );
});

Deno.test("adding as much to both sources moves their values, not the difference or what is said of it", () => {
  fc.assert(
    fc.property(someFacts, someFacts, fc.integer({ min: 1, max: 10 ** 6 }), (a, b, more) => {
      const raised = (facts: Facts[]) => facts.map((one) => ({ ...one, turns: one.turns + more }));
      const [plain, high] = [compareFacts(a, b, QUICK), compareFacts(raised(a), raised(b), QUICK)].map(
        turnsOf,
      );
      if (plain!.a !== null) assert(Math.abs(high!.a! - plain!.a - more) < 1e-9 * more);
      for (const key of ["difference", "low", "high"] as const) {
        assert(plain![key] === high![key] || Math.abs(plain![key]! - high![key]!) < 1e-9 * more, key);
      }
      assertEquals([high!.effect, high!.p], [plain!.effect, plain!.p]);
    }),
    RUNS,
  );
});

Deno.test("values are means over traces, and every number that is given is finite", () => {
  fc.assert(
    fc.property(someFacts, someFacts, (a, b) => {
      const found = compareFacts(a, b, QUICK);
      for (const { name, n, ...row } of found.metrics) {
        const { value } = METRICS.find((metric) => metric.name === name)!;
        const [ofA, ofB] = [a, b].map((facts) => facts.map(value).filter((one) => one !== null));
        assertEquals(n, ofA!.length + ofB!.length);
        for (const [mean, values] of [[row.a, ofA!], [row.b, ofB!]] as const) {
          const expected = values.reduce((sum, one) => sum + one, 0) / values.length;
          assert(mean === null ? values.length === 0 : Math.abs(mean - expected) < 1e-12 * (1 + expected));
        }
      }
      for (const row of [...found.metrics, ...found.paired]) {
        for (const value of Object.values(row)) assert(typeof value !== "number" || Number.isFinite(value));
      }
    }),
    RUNS,
  );
});

Deno.test("nothing is null, one trace has no interval, and constants have none either", () => {
  const nothing = compareFacts([], []);
  assertEquals([nothing.pairs, nothing.traces, nothing.metrics.length], [0, [0, 0], METRICS.length]);
  for (const { n, p, low, difference } of nothing.metrics) {
    assertEquals([n, p, low, difference], [0, null, null, null]);
  }
  const half = turnsOf(compareFacts([], list([1, 2])));
  assertEquals([half.a, half.b, half.difference, half.p, half.effect, half.n], [
    null,
    1.5,
    null,
    null,
    null,
    2,
  ]);
  const single = turnsOf(compareFacts(list([3]), list([1], "h")));
  assertEquals([single.difference, single.low, single.high, single.effect, single.p], [2, null, null, 1, 1]);
  const equal = turnsOf(compareFacts(list([2, 2, 2]), list([2, 2], "h")));
  assertEquals([equal.difference, equal.low, equal.high, equal.effect, equal.p], [0, null, null, 0, 1]);
  // 3 and 3 clusters: of the 20 ways, the real one and its mirror image are as clear
  const apart = turnsOf(compareFacts(list([2, 2, 2]), list([1, 1, 1], "h")));
  assertEquals([apart.difference, apart.low, apart.effect, apart.p], [1, null, 1, 0.1]);
});

Deno.test("fractions whose sums differ by rounding alone are no difference", () => {
  const shares = (parts: number[], key: string) =>
    parts.map((tool_calls, i) => factsWith({ tool_calls, acting_steps: 7, group_key: `${key}${i}` }));
  for (const [a, b] of [[[7, 1, 6, 4, 7], [3, 6, 3, 7, 6]], [[4, 3, 2, 2, 2], [0, 1, 5, 0, 7]]] as const) {
    const found = compareFacts(shares([...a], "g"), shares([...b], "h")).metrics;
    const { difference, p } = found.find(({ name }) => name === "calls_per_step")!;
    assert(Math.abs(difference!) < 1e-15 && p === 1, `${difference} ${p}`);
  }
});

Deno.test("what the tutorial's rules do not define is null", () => {
  const facts = ["a", "b"].map((id) =>
    traceFacts({ id, conversations: [{ from: "gpt", value: "Hi" }] }, "tutorial")
  );
  const found = compareFacts(facts, facts, QUICK);
  const undefinedThere = found.metrics.filter(({ n }) => n === 0).map(({ name }) => name);
  assert(
    undefinedThere.includes("think_words") && undefinedThere.includes("unknown_share"),
    undefinedThere.join(),
  );
});

Deno.test("a clear difference is clear, and the seed decides the last digits alone", () => {
  const numbers = (from: number) => Array.from({ length: 60 }, (_, i) => from + i % 7);
  const [a, b] = [list(numbers(12)), list(numbers(10), "h")];
  const found = turnsOf(compareFacts(a, b));
  assert(
    found.low! > 1 && found.high! < 3 && found.p === 0.0005 && found.effect! > 0.4,
    JSON.stringify(found),
  );
  assertEquals(turnsOf(compareFacts(a, b, { seed: 0 })), found);
  const other = turnsOf(compareFacts(a, b, { seed: 1 }));
  assert(other.low !== found.low && Math.abs(other.low! - found.low!) < 0.1);
});

Deno.test("look-alikes count as one: many copies of few traces are no evidence", () => {
  const copies = (turns: number[], key: string) =>
    turns.flatMap((value, i) =>
      Array.from({ length: 50 }, () => factsWith({ turns: value, group_key: `${key}${i}` }))
    );
  const found = turnsOf(compareFacts(copies([5, 6, 9], "g"), copies([4, 5, 7], "h")));
  assert(found.low! < 0 && found.high! > 0 && found.p! > 0.2, JSON.stringify(found));
});

Deno.test("a task by task comparison sees what differences between tasks hide", () => {
  const tasks = Array.from({ length: 30 }, (_, i) => 10 * i);
  const found = compareFacts(list(tasks.map((turns, i) => turns + 1 + i % 3)), list(tasks));
  const [paired] = found.paired;
  assertEquals([found.pairs, paired!.n, paired!.difference, paired!.effect], [30, 30, 2, 1]);
  assert(paired!.low! > 1.5 && paired!.high! < 2.5 && paired!.p! < 0.001, JSON.stringify(paired));
});

Deno.test("the sources' names are given, or said by all their facts, or a and b", () => {
  const from = (source: string | null) => list([1, 2]).map((one) => ({ ...one, source }));
  assertEquals(compareFacts(from("kimi"), from("glm"), QUICK).sources, ["kimi", "glm"]);
  assertEquals(compareFacts(from("kimi"), from("kimi"), QUICK).sources, ["a", "b"]);
  assertEquals(compareFacts([...from("kimi"), ...from("x")], from("glm"), QUICK).sources, ["a", "b"]);
  assertEquals(compareFacts(from(null), [], { ...QUICK, names: ["one", "two"] }).sources, ["one", "two"]);
});

Deno.test("a name from the data cannot break the table", () => {
  const names = ["<b>bold</b>\u001b[31m\n", "b"] as const;
  const shown = compareFacts(list([1, 2]), list([1, 3]), { ...QUICK, names })[JUPYTER_DISPLAY]() as Record<
    string,
    string
  >;
  assert(!shown["text/html"]!.includes("<b>bold") && !shown["text/plain"]!.includes("\u001b"));
});

Deno.test("too few resamples and a wrong seed are refused", () => {
  for (const resamples of [0, 98, 99.5, NaN]) {
    assertThrows(() => compareFacts([], [], { resamples }), RangeError, "Cannot compare with");
  }
  assertThrows(() => compareFacts([], [], { seed: -1 }), RangeError, "Cannot draw");
});
