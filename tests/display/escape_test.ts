import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { escapeHtml } from "../../lib/display/mod.ts";

Deno.test("escaped text can neither open a tag nor leave a quoted attribute", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"']/.test(escapeHtml(text))));
});

Deno.test("escaped text reads back as it was", () => {
  const references: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  const unescape = (html: string) => html.replace(/&([^;]+);/g, (_, name) => references[name]!);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => unescape(escapeHtml(text)) === text));
});

Deno.test("a script stays text", () => {
  assertEquals(
    escapeHtml("<script>alert('&')</script>"),
    "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;",
  );
  assert(!escapeHtml(`"><img onerror=x>`).includes("<img"));
});
