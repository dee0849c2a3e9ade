import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { hasOwnColours, sanitizeOutputHtml } from "../../lib/notebook/site/sanitize_html.ts";
import { activeContent } from "./active_content.ts";
import { HOSTILE_HTML } from "./hostile_html.ts";

Deno.test("sanitizeOutputHtml() leaves nothing active of hostile HTML", () => {
  for (const html of HOSTILE_HTML) assertEquals(activeContent(sanitizeOutputHtml(html)), [], html);
});

Deno.test("activeContent() sees what the hostile pieces bring, so that the tests here can fail", () => {
  const seen = HOSTILE_HTML.filter((html) => activeContent(html).length > 0);
  assert(seen.length >= HOSTILE_HTML.length - 8, `only ${seen.length} of ${HOSTILE_HTML.length}`);
});

Deno.test("sanitizeOutputHtml() leaves nothing active however hostile pieces are cut and joined", () => {
  const piece = fc.constantFrom(...HOSTILE_HTML).chain((html) =>
    fc.tuple(fc.nat(html.length), fc.nat(html.length)).map(([a, b]) =>
      html.slice(Math.min(a, b), Math.max(a, b))
    )
  );
  const any = fc.oneof(
    piece,
    fc.constantFrom(...HOSTILE_HTML),
    fc.constantFrom("<", ">", '"', "'", "</", "<!--", "&"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), (pieces) => {
      const safe = sanitizeOutputHtml(pieces.join(""));
      assertEquals(activeContent(safe), []);
      assertEquals(sanitizeOutputHtml(safe), safe);
    }),
    { numRuns: 300 },
  );
});

Deno.test("sanitizeOutputHtml() keeps what tables and cards are made of", () => {
  const kept = [
    `<table style="border-collapse:collapse"><caption>a</caption><thead><tr><th scope="col">b</th></tr></thead></table>`,
    `<details open style="margin:6px 0;padding:4px 12px;border-left:3px solid rgba(128,128,128,0.6);color:inherit">` +
    `<summary style="font-weight:600">a</summary><div style="padding:4px 0">b</div></details>`,
    `<pre style="white-space:pre-wrap;overflow-wrap:anywhere;font-size:0.92em">1 &lt; 2</pre>`,
    `<div style="display:grid;grid-template-columns:1fr 2fr;gap:4px;width:40%">a</div>`,
    `<td colspan="2" style="text-align:right;font-variant-numeric:tabular-nums">1</td>`,
  ];
  for (const html of kept) {
    assertEquals(sanitizeOutputHtml(html).replace(`<details open=""`, "<details open"), html);
  }
});

Deno.test("sanitizeOutputHtml() keeps a picture inside the document, and its words", () => {
  const html = `<img src="data:image/png;base64,iVBORw0KGgo=" alt="a chart" width="20">`;
  assertStringIncludes(
    sanitizeOutputHtml(html),
    `src="data:image/png;base64,iVBORw0KGgo=" alt="a chart" width="20"`,
  );
});

Deno.test("sanitizeOutputHtml() makes a cell of a table heading without words", () => {
  assertEquals(
    sanitizeOutputHtml(
      `<table><tr><th scope="col" style="color:red"> </th><th scope="col">a</th></tr></table>`,
    ),
    `<table><tr><td style="color:red"></td><th scope="col">a</th></tr></table>`,
  );
});

Deno.test("sanitizeOutputHtml() takes headings out of the page's outline", () => {
  assertEquals(
    sanitizeOutputHtml(`<h1 id="a" style="color:red">a</h1>`),
    `<div style="font-weight:650;margin:0.8em 0 0.4em;color:red">a</div>`,
  );
});

Deno.test("sanitizeOutputHtml() is linear in deep and broken input", () => {
  const begin = performance.now();
  sanitizeOutputHtml("<div>".repeat(20_000) + "<".repeat(100_000) + "<p style='".repeat(5_000));
  assert(performance.now() - begin < 20_000);
});

Deno.test("hasOwnColours() tells colours that were chosen for one ground", () => {
  assert(hasOwnColours(`<p style="color:#333">`));
  assert(hasOwnColours(`<p style="margin:0;background-color:white">`));
  assert(!hasOwnColours(`<p style="color:inherit;background:transparent;border-left:3px solid #ccc">`));
  assert(!hasOwnColours(`<p style="background:rgba(128,128,128,0.1)">color: red</p>`));
});
