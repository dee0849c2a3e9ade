import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { renderTrace, type Trace } from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { renderTraceHtml, renderTraceMarkdown, renderTraceText } from "../../lib/view/mod.ts";

const gpt = (value: string): Trace => ({ id: "a", conversations: [{ from: "gpt", value }] });

Deno.test("the value shows its card and its lines", () => {
  const rendered = renderTrace(gpt("<think>a</think>b"));
  assertEquals(rendered[JUPYTER_DISPLAY](), { "text/html": rendered.html, "text/plain": rendered.text });
  assertEquals(String(rendered), rendered.text);
  assertEquals(Deno.inspect(rendered), rendered.text);
  assertEquals(Object.keys(rendered), ["text", "html"]);
});

Deno.test("a width that cannot hold the placeholder is refused, as Python refuses it", () => {
  assertStringIncludes(renderTraceText(gpt("long enough"), { maxChars: 5 }), "\n[...]\n");
  assertThrows(() => renderTraceText(gpt("a"), { maxChars: 3 }), RangeError);
});

Deno.test("half of a surrogate pair raises in the text, as print does, and is replaced in the card", () => {
  const trace = gpt('<tool_call>{"name": "\\ud800"}</tool_call>');
  assertThrows(() => renderTraceText(trace), TypeError, "surrogate");
  assert(renderTraceHtml(trace).isWellFormed());
  assert(renderTraceMarkdown(trace).isWellFormed());
});

Deno.test("an unknown style is refused", () => {
  assertThrows(() => renderTrace(gpt(""), { style: "toString" as never }), TypeError, '"toString"');
});

Deno.test("Markdown: a fence is longer than any row of backticks inside, and headings are escaped", () => {
  const markdown = renderTraceMarkdown({ ...gpt("`````\n<script>\n`````"), task: "# <b>\n[x](y) `z`" });
  assertStringIncludes(markdown, "\n``````text\n````` <script> `````\n``````\n");
  assertStringIncludes(markdown, "## \\# \\<b\\> \\[x\\]\\(y\\) \\`z\\`\n");
});

Deno.test("a text of megabytes renders in a moment", () => {
  const big = "word ".repeat(1_000_000);
  const started = performance.now();
  const { text } = renderTrace({
    id: "a",
    conversations: [{ from: "human", value: big }, { from: "tool", value: big }],
  });
  assert(text.length < 2000);
  assert(performance.now() - started < 15_000);
});

Deno.test("a card shows at most 500 entries and counts the rest; the text has all", () => {
  const rendered = renderTrace(gpt("<think>a</think>".repeat(2000)));
  assertEquals(rendered.text.match(/\[THINK\]/g)?.length, 2000);
  assertEquals(rendered.html.match(/>think</g)?.length, 500);
  assertStringIncludes(rendered.html, "1,500 more");
});
