import { assert, assertEquals } from "@std/assert";
import { comparisonBundle } from "../../../lib/measure/compare/comparison.ts";
import type { Comparison, MetricComparison } from "../../../lib/measure/mod.ts";

const metric = (given: Partial<MetricComparison>): MetricComparison => ({
  ...{ name: "turns", a: null, b: null, difference: null, low: null, high: null, effect: null },
  ...{ p: null, pAdjusted: null, n: 0, label: "turns", unit: "number", digits: 1, ...given },
});

const comparison: Comparison = {
  sources: ["kimi", "glm-5.1"],
  traces: [7646, 7055],
  clusters: { a: 6100, b: 5700, both: 1200 },
  metrics: [
    metric({
      a: 24.31,
      b: 19.08,
      difference: 5.23,
      low: -0.04,
      high: 10.5,
      effect: 0.2,
      p: 0.01,
      pAdjusted: 0.02,
      n: 14701,
    }),
    metric({
      label: "words",
      digits: 0,
      a: 1134,
      b: 385.4,
      difference: 748.6,
      low: 1,
      high: 2,
      effect: -1,
      pAdjusted: 0.0004,
    }),
    metric({
      label: "errors",
      unit: "share",
      a: 0.05,
      b: 0.0549,
      difference: -0.0049,
      low: -0.0123,
      high: 0.0001,
      pAdjusted: 1,
    }),
    metric({ label: "nothing" }),
  ],
  pairs: 0,
  paired: [],
  ...{ seed: 3, resamples: 1999 },
};

Deno.test("numbers, shares, signs, small p-values and what is missing, each in its way", () => {
  assertEquals(
    String(comparisonBundle(comparison)["text/plain"]).split("\n"),
    [
      "kimi: 7,646 traces, 6,100 different first human turns; glm-5.1: 7,055 traces, 5,700; 1,200 in both",
      "",
      "metric    kimi  glm-5.1  difference  95 % interval  effect  adjusted p       n",
      "───────  ─────  ───────  ──────────  ─────────────  ──────  ──────────  ──────",
      "turns     24.3     19.1        +5.2   0.0 to +10.5   +0.20       0.020  14,701",
      "words    1,134      385        +749       +1 to +2   -1.00      <0.001       0",
      "errors    5.0%     5.5%       -0.5%  -1.2% to 0.0%       –       1.000       0",
      "nothing      –        –           –              –       –           –       0",
      "",
      "Means over traces. The difference is kimi less glm-5.1; look-alikes are drawn and change sides together.",
      "Effect, -1 to 1: how much more often kimi is above glm-5.1 than below (over pairs of traces, Cliff's delta).",
      "p: permutation test, adjusted for all metrics (Benjamini–Hochberg). 1,999 resamples, seed 3.",
      "No task is in both.",
    ],
  );
});

Deno.test("tasks that match come in a second table", () => {
  const paired = { ...comparison, pairs: 1200, paired: comparison.metrics.slice(0, 1) };
  const { "text/plain": text, "text/html": html } = comparisonBundle(paired) as Record<string, string>;
  assert(text!.includes("\n\nTask by task: 1,200 tasks in both\n\n"));
  assertEquals([html!.split("<table").length - 1, text!.includes("No task")], [2, false]);
});

Deno.test("one trace, one turn and one task are told in the singular", () => {
  const one = {
    ...comparison,
    traces: [1, 2] as [number, number],
    clusters: { a: 1, b: 2, both: 1 },
    pairs: 1,
  };
  const text = String(comparisonBundle(one)["text/plain"]);
  assert(
    text.startsWith("kimi: 1 trace, 1 different first human turn; glm-5.1: 2 traces, 2; 1 in both\n"),
    text,
  );
  assert(text.includes("\n\nTask by task: 1 task in both\n\n"), text);
});

Deno.test("sources whose names would look the same when they are cut are still told apart", () => {
  const named = (a: string, b: string) => {
    const text = String(comparisonBundle({ ...comparison, sources: [a, b] })["text/plain"]);
    return /The difference is (.*) less (.*);/.exec(text)!.slice(1);
  };
  const folder = "experiments/2026-05-01/first";
  assertEquals(named(`${folder}/one/runs.parquet`, `${folder}/two/runs.parquet`), [
    "(a) experiments/2026-05…",
    "(b) experiments/2026-05…",
  ]);
  assertEquals(named("kimi", "kimi"), ["(a) kimi", "(b) kimi"]);
  assertEquals(named("kimi", "glm-5.1"), ["kimi", "glm-5.1"]);
});
