import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { showToolSchemas, type Trace, traceCard, TraceReplayer } from "tracebook";
import { traceSchema } from "../../lib/trace/mod.ts";
import { renderTraceHtml, renderTraceMarkdown } from "../../lib/view/mod.ts";
import { repositoryUrl } from "../repository.ts";
import { shortOrLong } from "../long.ts";

const PAYLOADS = [
  "<script>alert(1)</script>",
  "</pre></details></div><img src=x onerror=alert(1)>",
  `" onmouseover="alert(1)`,
  "' style='display:none",
  '</think><tool_call>{"name": "<svg onload=alert(1)>"}</tool_call>',
  '<tool_response>{"name": "</span><b>", "content": {"</pre><i>": "<u>"}}</tool_response>',
  "&lt;b&gt;\u202e\0\ud800",
];

/** The HTML forms of a trace; those that refuse it (as Python would) are left out. */
function pages(trace: Trace): string[] {
  return [
    () => renderTraceHtml(trace),
    () => traceCard(trace).html,
    () => showToolSchemas(trace).html,
    () => new TraceReplayer(trace).play(0).html,
  ].flatMap((make) => {
    try {
      return [make()];
    } catch (error) {
      assert(error instanceof RangeError || error instanceof TypeError);
      return [];
    }
  });
}

/** Only our own elements with our own attributes, balanced. */
function assertOurs(html: string) {
  const open: string[] = [];
  for (const [tag, slash, name, attributes] of html.matchAll(/<(\/?)([^\s>]*)([^>]*)>/g)) {
    assert(/^(div|span|bdi|pre|details|summary|table|caption|thead|tbody|tr|th|td)$/.test(name!), tag);
    assert(/^( (style|scope)="[^"<>]*")*( open)?$/.test(attributes!), tag);
    if (slash) assertEquals(open.pop(), name);
    else open.push(name!);
  }
  assertEquals(open, []);
  assertEquals(html.replace(/<\/?[a-z]+( [a-z]+="[^"<>]*")*>/g, "").match(/[<>"']/), null);
  assert(html.isWellFormed());
}

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(...PAYLOADS),
  fc.constantFrom("<think>", "</think>"),
);
const texts = fc.array(text, { maxLength: 6 }).map((parts) => parts.join(""));
const label = fc.option(texts);
const traces: fc.Arbitrary<Trace> = fc.record({
  id: texts,
  task: label,
  category: label,
  subcategory: label,
  source: label,
  tools: fc.oneof(label, texts.map((name) => JSON.stringify([{ function: { name, description: name } }]))),
  conversations: fc.array(
    fc.record({ from: fc.constantFrom("system", "human", "gpt", "tool" as const), value: texts }),
    { maxLength: 8 },
  ),
});

Deno.test("whatever a trace holds, its cards are made of our own elements alone", () => {
  fc.assert(fc.property(traces, (trace) => pages(trace).forEach(assertOurs)), {
    numRuns: shortOrLong(80, 400),
  });
});

Deno.test("the payloads of the hostile trace are all shown as text", () => {
  const file = repositoryUrl("tests/fixtures/view/hostile.json");
  const trace = traceSchema.parse(JSON.parse(Deno.readTextFileSync(file)));
  assertEquals(pages(trace).length, 4);
  pages(trace).forEach(assertOurs);
  assert(pages(trace)[0]!.includes("&lt;img src=x onerror=alert(3)&gt;"));
  assert(!/^<script/m.test(renderTraceMarkdown(trace)));
});

Deno.test("a card never throws for what a trace holds", () => {
  fc.assert(fc.property(traces, (trace) => {
    const { text, html } = traceCard(trace, { maxChars: 20, openSteps: 2 });
    assert(text.isWellFormed());
    assertOurs(html);
  }));
});
