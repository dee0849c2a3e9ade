import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { JUPYTER_DISPLAY, VEGALITE_MIME } from "../../lib/display/mod.ts";
import { type Chart, chart, plotDashboard, plotLengths, plotTools } from "../../lib/plot/mod.ts";
import { hostile, none, single, usual } from "./summaries.ts";

const REFERENCES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Every text of a chart, as it is drawn. */
async function texts(drawn: Chart): Promise<string[]> {
  const svg = await drawn.svg();
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!.replace(/&(\w+);/g, (_, name) => REFERENCES[name]!)
  );
}

Deno.test("the dashboard names everything in full: titles, axes, tools, counts, categories, shares", async () => {
  const seen = await texts(plotDashboard(usual));
  const expected = [
    "n = 3,000 traces · 24.3 turns and 13.9 tool calls a trace",
    "Top 15 tools by call volume",
    "calls",
    "Tool-calls per assistant turn (parallel width)",
    "tool calls in one turn",
    "turns (log scale)",
    "28,210",
    "Conversation length",
    "turns",
    "traces",
    "Category distribution",
    "Terminal & Coding 23%",
    "Planning & Organization 4%",
    "Conversational 1%",
    ...usual.topTools.map(([name]) => String(name)),
    ...usual.topTools.map(([, calls]) => calls.toLocaleString("en")),
    ...usual.widths.map(([width]) => String(width)),
  ];
  assertEquals(expected.filter((text) => !seen.includes(text)), []);
  assertEquals(seen.filter((text) => text.includes("…")), []);
});

Deno.test("the most called tool stands at the top", async () => {
  const seen = await texts(plotTools(usual));
  const names = usual.topTools.map(([name]) => name);
  assertEquals(seen.filter((text) => names.includes(text)), names as string[]);
});

Deno.test("every bin that holds a trace has its bar, forty at most", async () => {
  const svg = await plotDashboard(usual).svg();
  const bars =
    svg.match(/aria-label="[^"]*traces: [^"]*" role="graphics-symbol" aria-roledescription="bar"/g) ?? [];
  assertEquals(bars.length, usual.turnsHistogram.counts.filter((count) => count > 0).length);
});

Deno.test("a bar of one is seen on the logarithmic scales", async () => {
  const svg = await plotDashboard(single).svg();
  const [, height] = svg.match(/aria-label="width: 1; turns: 1;[^>]*d="M[^"]*?v([\d.]+)/) ?? [];
  assert(Number(height) > 10, `a bar of one is ${height} px high`);
});

Deno.test("the lengths are named as the tutorial names them, with how many and in which unit", async () => {
  const seen = await texts(plotLengths(usual));
  for (
    const text of [
      "Length distributions (log y)",
      "<think>",
      "<tool_call>",
      "final answer",
      "characters",
      "1,000",
    ]
  ) {
    assert(seen.includes(text), text);
  }
  assertEquals(seen.filter((text) => /^[\d,]+ texts, mean [\d,]+ characters$/.test(text)).length, 3);
  assert((await plotLengths(hostile).svg()).includes("no texts"));
});

Deno.test("where nothing was measured the charts say so", async () => {
  const seen = await texts(plotDashboard(none));
  assertEquals(seen.filter((text) => text.startsWith("no ")), [
    "no tool calls",
    "no tool calls",
    "no traces",
    "no traces",
  ]);
  assertEquals((await texts(plotLengths(none))).filter((text) => text === "no texts").length, 3);
});

Deno.test("hostile names are shortened in the middle, stay apart and stay text", async () => {
  const drawn = plotDashboard(hostile);
  const seen = await texts(drawn);
  for (
    const text of [
      "null",
      "(none)",
      "true",
      "(empty)",
      "(empty) (2)",
      "3 others <1%",
      "Everything & <b>else</b> 99%",
    ]
  ) {
    assert(seen.includes(text), text);
  }
  assertEquals(seen.filter((text) => text.startsWith("search_in") && text.includes("…")).length, 3);
  assert(!/<script|<b>/.test(await drawn.svg()));
});

Deno.test("a chart shows itself as spec, png and text, and never as html", async () => {
  const drawn = plotTools(usual);
  const bundle = await drawn[JUPYTER_DISPLAY]();
  assertEquals(Object.keys(bundle).sort(), [VEGALITE_MIME, "image/png", "text/plain"]);
  assertEquals(bundle[VEGALITE_MIME], JSON.parse(drawn.json()));
  assertEquals(Uint8Array.fromBase64(bundle["image/png"] as string), await drawn.png());
  assertEquals(bundle["text/plain"], drawn.spec.description);
  assertEquals(Deno.inspect(drawn), drawn.spec.description);
  assertStringIncludes(await drawn.svg(), `role="img" aria-label="Top 15 tools`);
});

Deno.test("a chart without a description, with data from elsewhere or with a wrong mark is refused", async () => {
  assertThrows(() => chart({ description: "", mark: "bar" }), TypeError, "description");
  const remote = chart({
    description: "x",
    data: { url: "https://example.com/a.csv" },
    mark: "bar",
    encoding: {},
  });
  await assertRejects(() => remote.svg(), Error, "data.values");
  await assertRejects(
    () => chart({ description: "x", data: { values: [] }, mark: "nothing" }).svg(),
    Error,
    "Cannot draw",
  );
});

Deno.test("a spec is copied, so that a later change does not reach the chart", () => {
  const values = [{ a: 1 }];
  const drawn = chart({ description: "x", data: { values }, mark: "point" });
  values.push({ a: 2 });
  assertEquals((drawn.spec.data as { values: unknown[] }).values.length, 1);
});

Deno.test("a chart is the same drawing each time, also beside others", async () => {
  const drawn = plotTools(usual);
  const first = await drawn.svg();
  const others = [plotDashboard(usual).svg(), drawn.svg(), plotDashboard(hostile).svg(), drawn.svg()];
  const svgs = await Promise.all(others);
  assertEquals([svgs[1], svgs[3]], [first, first]);
});
