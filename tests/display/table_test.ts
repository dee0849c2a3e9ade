import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { JUPYTER_DISPLAY, shortenTo, table, unicodeWidth } from "../../lib/display/mod.ts";

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

Deno.test("a long table shows its first 8 and last 4 rows in a notebook, and has all in html and text", () => {
  const rows = Array.from({ length: 1_061 }, (_, turn) => ({ turn, role: "user" }));
  const long = table(rows, undefined, { caption: "messages" });
  const shown = long[JUPYTER_DISPLAY]() as Record<string, string>;
  const lines = shown["text/plain"]!.split("\n");
  assertEquals(lines.slice(0, 4), ["messages", "", " turn  role", "─────  ────"]);
  assertEquals(
    lines.slice(4, 12).map((line) => line.trim()),
    [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `${i}  user`),
  );
  assertEquals(lines.slice(12).map((line) => line.trim()), [
    "… 1,049 more",
    ...[1057, 1058, 1059, 1060].map((i) => `${i.toLocaleString("en")}  user`),
  ]);
  assertEquals(Deno.inspect(long), shown["text/plain"]);
  assertEquals(shown["text/html"]!.match(/<tr>/g)?.length, 1 + 8 + 1 + 4);
  assertStringIncludes(shown["text/html"]!, `<td colspan="2"`);
  assertStringIncludes(shown["text/html"]!, "… 1,049 more</span></td></tr>");
  assertEquals(long.text.split("\n").length, 4 + 1_061);
  assertEquals(long.html.match(/<tr>/g)?.length, 1 + 1_061);
});

Deno.test("a table of a dozen rows and one is shown whole, and so is every table of which all rows are asked", () => {
  const rows = (length: number) => Array.from({ length }, (_, turn) => ({ turn }));
  for (const shown of [table(rows(13)), table(rows(300), undefined, { rows: Infinity })]) {
    assertEquals(shown[JUPYTER_DISPLAY](), { "text/html": shown.html, "text/plain": shown.text });
  }
  assert(!table(rows(13)).text.includes("more"));
});

Deno.test("how many rows are shown can be chosen, for all forms of a table", () => {
  const rows = Array.from({ length: 20 }, (_, turn) => ({ turn }));
  const { text, html, [JUPYTER_DISPLAY]: display } = table(rows, undefined, { rows: 3 });
  assertEquals(text, "turn\n────\n   0\n   1\n… 17 more\n  19");
  assertEquals(display(), { "text/html": html, "text/plain": text });
  assertEquals(table(rows, undefined, { rows: 1 }).text, "turn\n────\n   0\n… 19 more");
  assertEquals(table(rows, undefined, { rows: 0 }).text, "turn\n────\n… 20 more");
});

Deno.test("every line of a table in text has the width of its columns", () => {
  const cell = fc.oneof(fc.string({ unit: "binary", maxLength: 90 }), fc.constantFrom("工具", "a\nb\tc", ""));
  fc.assert(fc.property(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1 }), (rows) => {
    const lines = table(rows, ["a", "b"], { maxWidth: 20 }).text.split("\n");
    assertEquals(lines.length, rows.length + 2);
    assert(lines.every((line) => unicodeWidth(line) <= 42));
  }));
});

Deno.test("a shortened line never exceeds its width, and one that fits is not changed", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, width) => {
    const line = shortenTo(text, width);
    assert(unicodeWidth(line) <= width);
    if (!/[\p{Cc}\u2028\u2029]/u.test(text) && unicodeWidth(text) <= width) assertEquals(line, text);
  }));
});

Deno.test("a cell of megabytes is cut quickly", () => {
  const started = performance.now();
  assertEquals(shortenTo("x".repeat(5_000_000), 10), "xxxxxxxxx…");
  assert(performance.now() - started < 5_000);
});
