import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { correlate, type Facts, type MetricName } from "../../lib/measure/mod.ts";
import { randomOf } from "./compare/simulated.ts";
import { factsWith, someFacts } from "./compare/some_facts.ts";

/** Traces of three categories whose steps and calls are moved apart by so much, with a slope within each. */
function categories({ apart, slope }: { apart: number; slope: number }): Facts[] {
  const { normal } = randomOf(4);
  return ["Chat", "Coding", null].flatMap((category, k) =>
    Array.from({ length: 80 - 10 * k }, (_, i) => {
      const steps = 20 + 3 * normal();
      const tool_calls = 20 + apart * k + slope * (steps - 20) + 2 * normal();
      return factsWith({
        category,
        group_key: `${category} ${i >> 1}`,
        steps: steps + apart * k,
        tool_calls,
      });
    })
  );
}

const reading = (given: Parameters<typeof categories>[0]) =>
  correlate(categories(given), "steps", "tool_calls").reading;

Deno.test("Simpson's paradox is said, and so is what holds, vanishes or appears within categories", () => {
  assertEquals(reading({ apart: 12, slope: -0.6 }), "reversed");
  assertEquals(reading({ apart: 12, slope: 0.6 }), "holds");
  assertEquals(reading({ apart: 12, slope: 0 }), "vanishes");
  assertEquals(reading({ apart: 2.6, slope: -0.5 }), "appears");
  assertEquals(reading({ apart: 0, slope: 0 }), "none");
  const { sentence, overall, pooled, within } = correlate(
    categories({ apart: 12, slope: -0.6 }),
    "steps",
    "tool_calls",
  );
  assertStringIncludes(sentence, "Over all traces, more steps goes with more tool calls");
  assertStringIncludes(sentence, "Simpson's paradox. Read the categories.");
  assert(overall.spearman.r! > 0.5 && pooled.spearman.r! < -0.5 && pooled.pearson.r! < -0.5);
  assertEquals(within.map(({ group, n, clusters }) => [group, n, clusters]), [["Chat", 80, 40], [
    "Coding",
    70,
    35,
  ], [
    null,
    60,
    30,
  ]]);
});

Deno.test("where the interval holds 0, or too few traces give none, the sentence does not say that there is nothing", () => {
  const said = (given: Facts[]) => correlate(given, "steps", "tool_calls").sentence;
  assertMatch(
    said(categories({ apart: 12, slope: 0 })),
    /^Over all traces, more steps goes with more tool calls \(ρ 0\.\d\d\), but within categories it cannot be told \(ρ .*\): it may come/,
  );
  assertMatch(
    said(categories({ apart: 2.6, slope: -0.5 })),
    /^Over all traces, it cannot be told whether more steps goes with more or fewer tool calls \(ρ .*with fewer \(ρ /,
  );
  const three = [1, 2, 3].map((n) => factsWith({ group_key: String(n), steps: n, tool_calls: n }));
  assertEquals(
    said(three),
    "Over all traces, it cannot be told whether more steps goes with more or fewer tool calls (ρ 1.00), " +
      "and within categories it cannot be told (ρ 1.00) either.",
  );
});

Deno.test("the order of the facts does not matter to the last digit", () => {
  const shuffled = someFacts.chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))
  );
  fc.assert(fc.property(shuffled, ([facts, mixed]) => {
    assertEquals(correlate(mixed, "turns", "error_share"), correlate(facts, "turns", "error_share"));
  }));
});

Deno.test("correlations and their intervals lie between -1 and 1, or are null, and traces without a metric are left out", () => {
  fc.assert(fc.property(someFacts, (facts) => {
    const { overall, pooled, within } = correlate(facts, "think_words_per_step", "tool_calls");
    assertEquals(overall.n, facts.filter(({ steps }) => steps > 0).length);
    for (const { pearson, spearman } of [overall, pooled, ...within]) {
      for (const { r, low, high, clusterLow, clusterHigh } of [pearson, spearman]) {
        for (const value of [r, low, high, clusterLow, clusterHigh]) {
          assert(value === null || Math.abs(value) <= 1);
        }
        assert(low === null || low <= r! + 1e-12 && r! <= high! + 1e-12);
        assert(clusterLow === null || clusterLow <= r! + 1e-12 && r! <= clusterHigh! + 1e-12);
      }
    }
  }));
});

Deno.test("copies of a trace narrow the textbook's interval, not the clustered one", () => {
  const few = categories({ apart: 0, slope: 0.4 }).map((one, i) => ({ ...one, group_key: String(i) }));
  const many = Array.from({ length: 9 }, () => few).flat();
  const [once, often] = [few, many].map((facts) => correlate(facts, "steps", "tool_calls").overall.spearman);
  assert(often!.high! - often!.low! < 0.4 * (once!.high! - once!.low!));
  const [narrow, wide] = [often, once].map((found) => found!.clusterHigh! - found!.clusterLow!);
  assert(Math.abs(narrow! - wide!) < 0.01, `${narrow} ${wide}`);
});

Deno.test("sources can be what groups the traces", () => {
  const facts = categories({ apart: 12, slope: -0.6 }).map((one) => ({ ...one, source: one.category }));
  const found = correlate(facts, "steps", "tool_calls", { by: "source" });
  assertEquals([found.by, found.reading], ["source", "reversed"]);
  assertStringIncludes(found.sentence, "within sources");
  const { "text/plain": text } = found[JUPYTER_DISPLAY]() as Record<string, string>;
  assertStringIncludes(text!, "without a source");
});

Deno.test("nothing to correlate is said without a number", () => {
  const { overall, pooled, within, reading } = correlate([], "turns", "steps");
  assertEquals([overall.n, overall.pearson.r, pooled.spearman.r, within, reading], [
    0,
    null,
    null,
    [],
    "none",
  ]);
});

Deno.test("a hostile category cannot break the table, and an unknown metric or grouping is refused", () => {
  const facts = categories({ apart: 1, slope: 0 }).map((one) => ({ ...one, category: "<i>\u001b[2J" }));
  const shown = correlate(facts, "steps", "tool_calls")[JUPYTER_DISPLAY]() as Record<string, string>;
  assert(!shown["text/html"]!.includes("<i>") && !shown["text/plain"]!.includes("\u001b"));
  assertThrows(() => correlate([], "words" as MetricName, "steps"), RangeError, 'Cannot correlate "words"');
  assertThrows(
    () => correlate([], "turns", "steps", { by: "tool" as "source" }),
    RangeError,
    'Cannot group traces by "tool"',
  );
});
