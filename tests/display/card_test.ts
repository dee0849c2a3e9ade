import { assert, assertStringIncludes } from "@std/assert";
import { card, formatCell, preformattedHtml } from "../../lib/display/mod.ts";

Deno.test("a card escapes its heading, its note and its colour, and folds", () => {
  const html = card({
    title: "<think>",
    note: "a & b",
    body: "<p>ok</p>",
    edge: `red"><script>`,
    open: false,
  });
  assertStringIncludes(html, "&lt;think&gt;");
  assertStringIncludes(html, "a &amp; b");
  assertStringIncludes(html, "<p>ok</p>");
  assert(!html.includes("<script>") && !html.startsWith("<details open"));
  assert(card({ title: "t", body: "" }).startsWith("<details open"));
});

Deno.test("a text block keeps the first line end of its text, which html would drop", () => {
  assert(preformattedHtml("\nfirst").includes(">\n\nfirst</pre>"));
});

Deno.test("numbers in cells are grouped, and very small ones do not become zero", () => {
  const seen = [0, -0.25, 1e6, 0.0004, -3e-9, 2n ** 64n, NaN, Infinity, true, { a: [1] }].map(formatCell);
  const wanted = [
    "0",
    "-0.25",
    "1,000,000",
    "4.00e-4",
    "-3.00e-9",
    "18,446,744,073,709,551,616",
    "NaN",
    "Infinity",
  ];
  assert(JSON.stringify(seen) === JSON.stringify([...wanted, "true", `{"a":[1]}`]), seen.join(" | "));
});
