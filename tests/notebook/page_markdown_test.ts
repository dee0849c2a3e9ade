import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { emptyOutline, firstWords, renderMarkdown } from "../../lib/notebook/site/markdown.ts";
import { activeContent } from "./active_content.ts";
import { HOSTILE_HTML } from "./hostile_html.ts";

Deno.test("renderMarkdown() keeps one h1, and anchors that are unlike each other", () => {
  const outline = emptyOutline();
  const html = renderMarkdown("# Title\n\n## Load & `parse`\n\n# Second", outline) +
    renderMarkdown("## Load parse\n\n## Content\n\n## ***", outline);
  assertEquals(html.match(/<h1/g)?.length, 1);
  assertEquals(outline.headings.map(({ level, text, id }) => [level, text, id]), [
    [1, "Title", "title"],
    [2, "Load & parse", "load-parse"],
    [2, "Second", "second"],
    [2, "Load parse", "load-parse-2"],
    [2, "Content", "content-2"],
    [2, "***", "section"],
  ]);
  assertStringIncludes(html, `<a class="anchor" href="#load-parse" aria-label="Link to “Load &amp; parse”">`);
});

Deno.test("renderMarkdown() shows raw HTML as text", () => {
  for (const html of HOSTILE_HTML) {
    assertEquals(activeContent(renderMarkdown(html, emptyOutline())), [], html);
    assertEquals(
      activeContent(renderMarkdown(`# ${html}\n\n[${html}](<${html}>)`, emptyOutline())),
      [],
      html,
    );
  }
});

Deno.test("renderMarkdown() refuses addresses that run, and fetches no picture", () => {
  const html = renderMarkdown(
    "[a](javascript:alert(1)) [b](data:text/html,x) ![c](https://example.org/c.png) ![d](data:image/png;base64,iVBORw0KGgo=)",
    emptyOutline(),
  );
  assertEquals(activeContent(html), []);
  assert(!html.includes("https://example.org/c.png"));
  assertStringIncludes(html, "<em>c</em>");
  assertStringIncludes(html, `<img src="data:image/png;base64,iVBORw0KGgo=" alt="d">`);
});

Deno.test("renderMarkdown() turns links to notebooks into links to their pages", () => {
  const html = renderMarkdown(
    "[next](02_parse.ipynb#spans), [web](https://example.org/x.ipynb)",
    emptyOutline(),
  );
  assertStringIncludes(html, `href="02_parse.html#spans"`);
  assertStringIncludes(html, `href="https://example.org/x.ipynb" rel="noreferrer"`);
});

Deno.test("renderMarkdown() colours fenced code and leaves an unknown language plain", () => {
  assertStringIncludes(renderMarkdown("```ts\nconst a = 1;\n```", emptyOutline()), `hljs-keyword">const<`);
  assertStringIncludes(renderMarkdown("```nix\na <b>\n```", emptyOutline()), "<code>a &lt;b&gt;</code>");
});

Deno.test("firstWords() gives the first heading and paragraph as text", () => {
  assertEquals(firstWords("# A *title*\n\nOne `code`\nand a [link](x).\n\nTwo."), {
    heading: "A title",
    paragraph: "One code and a link.",
  });
  assertEquals(firstWords("- only\n- a list"), { heading: "", paragraph: "" });
});
