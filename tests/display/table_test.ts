import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { displayWidth, JUPYTER_DISPLAY, shortenTo, table } from "../../lib/display/mod.ts";

const ROWS = [
  { tool: "terminal", calls: 45573, share: 0.429 },
  { tool: "<malformed>", calls: 12, share: null },
];

Deno.test("numbers stand right and text left, in both forms", () => {
  const { text, html } = table(ROWS);
  assertEquals(
    text,
    [
      "tool          calls  share",
      "───────────  ──────  ─────",
      "terminal     45,573  0.429",
      "<malformed>      12      –",
    ].join("\n"),
  );
  assertEquals(html.match(/text-align:right/g)?.length, 6);
  assertEquals(html.match(/text-align:left/g)?.length, 3);
});

Deno.test("cells, headings and the caption are escaped", () => {
  const { html } = table([{ "<h>": "<td>" }], undefined, { caption: "<c>" });
  for (const part of ["&lt;h&gt;", "&lt;td&gt;", "&lt;c&gt;"]) assertStringIncludes(html, part);
  assert(!html.includes("<h>") && !html.includes("<c>") && !html.includes("<td>&lt;/"));
});

Deno.test("the html form needs no style sheet and no script, and takes its colours from the page", () => {
  const { html } = table(ROWS, ["tool", "calls"], { caption: "Calls" });
  assert(!/<style|<script|class=|background:(?!transparent)|[^-]color:(?!inherit)/.test(html), html);
});

Deno.test("columns can be chosen, named, aligned and formatted", () => {
  const columns = ["tool", {
    key: "share",
    label: "share of calls",
    align: "right" as const,
    format: (value: unknown) => value === null ? "unknown" : `${Math.round(Number(value) * 100)}%`,
  }];
  assertEquals(table(ROWS, columns).text.split("\n").slice(2), [
    "terminal                43%",
    "<malformed>         unknown",
  ]);
});

Deno.test("a table without rows still has its headings", () => {
  const empty = table([], ["tool", "calls"]);
  assertEquals(empty.text, "tool  calls\n────  ─────");
  assertStringIncludes(empty.html, "<tbody></tbody>");
  assertEquals(table([]).text, "\n");
});

Deno.test("a table shows itself as html and as text", () => {
  const shown = table(ROWS);
  assertEquals(shown[JUPYTER_DISPLAY](), { "text/html": shown.html, "text/plain": shown.text });
});

Deno.test("every line of a table in text has the width of its columns", () => {
  const cell = fc.oneof(fc.string({ unit: "binary", maxLength: 90 }), fc.constantFrom("工具", "a\nb\tc", ""));
  fc.assert(fc.property(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1 }), (rows) => {
    const lines = table(rows, ["a", "b"], { maxWidth: 20 }).text.split("\n");
    assertEquals(lines.length, rows.length + 2);
    assert(lines.every((line) => displayWidth(line) <= 42));
  }));
});

Deno.test("a shortened line never exceeds its width, and one that fits is not changed", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, width) => {
    const line = shortenTo(text, width);
    assert(displayWidth(line) <= width);
    if (!/[\p{Cc}\u2028\u2029]/u.test(text) && displayWidth(text) <= width) assertEquals(line, text);
  }));
});

Deno.test("a cell of megabytes is cut quickly", () => {
  const started = performance.now();
  assertEquals(shortenTo("x".repeat(5_000_000), 10), "xxxxxxxxx…");
  assert(performance.now() - started < 5_000);
});
