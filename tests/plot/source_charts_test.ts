import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { distributions } from "../../lib/measure/mod.ts";
import {
  type Chart,
  plotComparison,
  plotFactsDistributions,
  plotFailureModes,
  plotRecovery,
  plotThinkingAndCalls,
  plotToolsBySource,
  plotTransitions,
  plotTurnsBySource,
  plotWorkflowGraph,
  type ToolsSummary,
} from "../../lib/plot/mod.ts";
import { compared, facts, flows, recovery, spread, tools } from "./measures.ts";
import { textBoxes } from "./text_boxes.ts";

const texts = async (drawn: Chart) => (await textBoxes(await drawn.svg())).map(({ text }) => text);
// deno-lint-ignore no-explicit-any -- a spec is plain JSON
const layers = (drawn: Chart): any[] => drawn.spec.layer as any[];

async function says(drawn: Chart, expected: string[]): Promise<void> {
  const seen = await texts(drawn);
  assertEquals(expected.filter((text) => !seen.includes(text)), [], seen.join(" | "));
}

Deno.test("turns by source: each source's bins are shares of its own traces, over the same edges", async () => {
  const drawn = plotTurnsBySource(spread.turns);
  const bins: { source: string; share: number; from: number }[] = layers(drawn)[1].data.values;
  for (const source of ["kimi", "glm-5.1"]) {
    const sum = bins.filter((bin) => bin.source === source).reduce((sum, { share }) => sum + share, 0);
    assert(Math.abs(sum - 1) < 0.01, `${source}: ${sum}`);
  }
  const edges = new Set(spread.turns[0]!.edges);
  assert(bins.every(({ from }) => edges.has(from)));
  const [kimi, glm] = spread.turns.map(({ sum, n }) => (sum / n).toFixed(1));
  await says(drawn, [
    "Conversation length by source",
    "kimi: 300 traces · glm-5.1: 240 traces · dashed: the mean",
    `kimi · mean ${kimi}`,
    `glm-5.1 · mean ${glm}`,
    "turns",
  ]);
});

Deno.test("turns by source: more than four sources, or two facts, are refused", () => {
  const five = distributions("abcde".split("").map((source) => ({ ...facts.usual[0]!, source })), ["turns"]);
  assertThrows(() => plotTurnsBySource(five), RangeError, "5 groups");
  assertThrows(
    () => plotTurnsBySource([...spread.turns, ...spread.words]),
    RangeError,
    "turns and think_words",
  );
});

Deno.test("facts: each has its panel with unit and medians; one not measured says so", async () => {
  const medians = spread.usual.map(({ median }) =>
    median! < 100 ? `${median}` : Math.round(median!).toLocaleString("en")
  );
  await says(plotFactsDistributions(spread.usual), [
    "Conversation length",
    "turns",
    "Thinking",
    "words (log scale)",
    "Errors",
    "failed calls",
    "Widest assistant turn",
    ...medians,
  ]);
  await says(plotFactsDistributions(spread.hostile), ["not measured"]);
});

Deno.test("tools by source: calls a trace, and what a summary does not list is not called nothing", async () => {
  const seen = await texts(plotToolsBySource(tools.usual!));
  // 17,881 of 3,000 traces, 8,100 of 2,000; write_file is below the last that glm-5.1 lists: 3 of 2,000
  for (const text of ["5.96", "4.05", "≤ <0.01", "calls a trace", "kimi", "glm-5.1"]) {
    assert(seen.includes(text), `${text}: ${seen.join(" | ")}`);
  }
  assertEquals(seen.indexOf("terminal") < seen.indexOf("read_file"), true);
  const complete = tools.usual!.map(([source, summary], i) =>
    [source, i === 0 ? summary : { ...summary, avgToolCalls: 15603 / 2000 }] as const
  );
  assert((await texts(plotToolsBySource(complete))).includes("0"));
});

Deno.test("thinking and calls: a point a trace while there are few, then every trace in one field", () => {
  const scatter = plotThinkingAndCalls(facts.usual);
  assertEquals(layers(scatter)[0].data.values.length, facts.usual.length);
  const dense = plotThinkingAndCalls(facts.dense);
  // deno-lint-ignore no-explicit-any
  const panels = dense.spec.concat as any[];
  const counts = panels.map((panel) =>
    panel.layer[0].data.values.reduce((sum: number, { count }: { count: number }) => sum + count, 0)
  );
  assertEquals(counts, [1200, 900]);
  assert(dense.json().length < 200_000, `${dense.json().length} characters`);
});

Deno.test("thinking and calls: traces without words of thought are left out, and nothing else says there are some", () => {
  const none = facts.usual.map((one) => ({ ...one, think_words: null }));
  assertStringIncludes(plotThinkingAndCalls(none).spec.description, "no traces with words of thought");
  assertStringIncludes(plotThinkingAndCalls([...none, facts.usual[0]!]).spec.description, "kimi: 1 trace");
});

Deno.test("thinking and calls: a correlation that is given is said, with its interval where it has one", async () => {
  const of = (r: number | null, low: number | null, high: number | null) =>
    texts(
      plotThinkingAndCalls(facts.usual, { overall: { spearman: { r, clusterLow: low, clusterHigh: high } } }),
    );
  const caption = "kimi: 300 traces · glm-5.1: 240 traces · line: median calls";
  assert((await of(0.714, 0.66, 0.75)).includes(`${caption} · rank correlation 0.71 (0.66 to 0.75)`));
  assert((await of(-0.1, null, null)).includes(`${caption} · rank correlation −0.10`));
  assert((await of(null, null, null)).includes(caption));
});

Deno.test("recovery: shares with their counts; after giving up nothing is said to have been tried", async () => {
  await says(plotRecovery(recovery.usual), [
    "245 failed calls · lines are 95 % intervals (Wilson)",
    "another tool",
    "52% · 127 of 245",
    "94% · 120 of 127",
    "did not happen",
    "nothing was tried",
  ]);
  await says(plotRecovery(recovery.hostile), ["nothing was tried"]);
  assert((await texts(plotRecovery(recovery.hostile))).some((text) => text.startsWith("4 of 5 groups")));
});

Deno.test("transitions: a row's shares make one, from the start to the end, others joined", async () => {
  for (const all of [flows.usual!, flows.hostile!]) {
    const rows = Map.groupBy(
      layers(plotTransitions({ transitions: all }))[0].data.values as { before: string; share: number }[],
      ({ before }) => before,
    );
    for (const [before, values] of rows) {
      const sum = values.reduce((sum, { share }) => sum + share, 0);
      assert(Math.abs(sum - 1) < 1e-3, `${before}: ${sum}`);
    }
  }
  await says(plotTransitions({ transitions: flows.usual! }), ["start", "n = 1,800", "76%", "n = 10,101"]);
  await says(plotTransitions({ transitions: flows.hostile! }), ["start", "start (2)", "57 other steps"]);
});

Deno.test("workflow: boxes say how often, arrows how much of what follows, and the caption how much is shown", async () => {
  await says(plotWorkflowGraph({ transitions: flows.usual! }), [
    "1,800 traces · the most frequent ways, >99% of all · percent: of what follows a step",
    "terminal",
    "10,101× · 59% again",
    "76%",
    "start",
    "end",
  ]);
  assertStringIncludes(
    plotWorkflowGraph({ transitions: flows.circle! }).spec.description,
    "no way from the start",
  );
});

Deno.test("comparison: values, difference and p in columns; beyond the rim an arrow; significance not by colour alone", async () => {
  const drawn = plotComparison(compared.usual!);
  await says(drawn, [
    "kimi compared with glm-5.1",
    "29.0",
    "19.1",
    "+9.9 (+6.0 to +14.6)",
    "+7.4 pp (−4.2 to +18.8)",
    "−4.1 pp (−7.3 to −1.0)",
    "+0.67",
    "<0.001",
    "0.364",
    "kimi: 150 traces · glm-5.1: 140 traces · lines: 95 % intervals; filled: adjusted p below 0.05",
  ]);
  const dots: { metric: string; certain: boolean; relative: number }[] = layers(drawn)[2].data.values;
  assertEquals(dots.filter(({ certain }) => !certain).map(({ metric }) => metric), [
    "traces with an error",
    "calls without a response",
  ]);
  assertEquals(layers(drawn)[3].data.values.map(({ metric }: { metric: string }) => metric), [
    "words of thought",
    "calls without a response",
    "calls without a response",
  ]);
  await says(plotComparison(compared.usual!, "tasks"), ["kimi compared with glm-5.1, task by task"]);
});

Deno.test("the usual charts fit into a notebook's cell, and their specs are small", async () => {
  const usual = {
    turns: plotTurnsBySource(spread.turns),
    facts: plotFactsDistributions(spread.usual),
    tools: plotToolsBySource(tools.usual!),
    scatter: plotThinkingAndCalls(facts.usual),
    dense: plotThinkingAndCalls(facts.dense),
    recovery: plotRecovery(recovery.sources),
    transitions: plotTransitions({ transitions: flows.usual! }),
    workflow: plotWorkflowGraph({ transitions: flows.usual! }),
    comparison: plotComparison(compared.usual!),
  };
  for (const [name, drawn] of Object.entries(usual)) {
    const width = Number(/ width="([\d.]+)"/.exec(await drawn.svg())![1]);
    assert(width <= 920, `${name} is ${width} px wide`);
    assert(JSON.stringify(drawn.spec).length < 100_000, name);
  }
});

Deno.test("two texts that run into one another are found", async () => {
  const { overlap } = await import("./text_boxes.ts");
  const boxes = await textBoxes(
    `<g transform="translate(10,5)"><text transform="translate(0,20)" font-size="11px">one</text>` +
      `<text transform="translate(12,22)" font-size="11px">two</text></g>` +
      `<g transform="translate(80,5)"><text text-anchor="end" transform="translate(0,20)">three</text></g>`,
  );
  assertEquals([overlap(boxes[0]!, boxes[1]!), overlap(boxes[1]!, boxes[2]!)], [true, false]);
});

Deno.test("a summary by tutorial rules, which has no transitions and no failure modes, is refused", () => {
  const summary = { transitions: null, failureModes: null };
  for (const plot of [plotTransitions, plotWorkflowGraph, plotFailureModes]) {
    assertThrows(() => plot(summary), RangeError, "tutorial rules have none, so measure without `rules`");
  }
});

Deno.test("tools by source: a map from sources to summaries is taken as it is", () => {
  const map = new Map(tools.usual!.map(([source, summary]) => [source!, summary]));
  assertEquals(plotToolsBySource(map).json(), plotToolsBySource(tools.usual!).json());
});

Deno.test("tools by source: a single group without a name is all traces", () => {
  const [[, summary]] = tools.single! as [[null, ToolsSummary]];
  const charts = [plotToolsBySource([["", summary]]), plotToolsBySource([[null, summary]])];
  assertEquals(charts[0]!.json(), charts[1]!.json());
  assertStringIncludes(charts[0]!.json(), "all traces");
});
