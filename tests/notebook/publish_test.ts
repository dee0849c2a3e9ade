import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import {
  type Cell,
  type Notebook,
  type Output,
  publishIndex,
  publishNotebook,
  publishSite,
} from "tracebook/jupyter";
import { activeContent } from "./active_content.ts";
import { HOSTILE_HTML } from "./hostile_html.ts";
import { repositoryUrl } from "../repository.ts";

const FIXTURE = repositoryUrl("tests/fixtures/notebook/page.ipynb");
const fixture: Notebook = JSON.parse(await Deno.readTextFile(FIXTURE));
const PNG = "iVBORw0KGgo=";

function notebook(...cells: Cell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

function markdown(source: string): Cell {
  return { cell_type: "markdown", id: "m", metadata: {}, source };
}

function code(source: string, ...outputs: Output[]): Cell {
  return { cell_type: "code", id: "c", metadata: {}, source, execution_count: 1, outputs };
}

function shown(data: Record<string, unknown>): Output {
  return { output_type: "display_data", metadata: {}, data };
}

/** A page is too long to be shown whole when something is missing in it. */
function holds(page: string, part: string): void {
  assert(page.includes(part), `the page does not hold ${part}`);
}

Deno.test("publishNotebook() makes one page with everything in it", async () => {
  const page = await publishNotebook(fixture);
  assertMatch(page, /^<!doctype html>\n<html lang="en">/);
  assertEquals(page.match(/<h1/g)?.length, 1);
  holds(page, `<title>A page with one of everything</title>`);
  holds(page, `<a class="skip" href="#content">Skip to content</a>`);
  holds(page, `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`);
  holds(page, `hljs-keyword">import<`);
  holds(page, "<pre>150 traces\nreading 100%</pre>");
  holds(page, `<div class="out text stderr"`);
  holds(page, `trace-1005</td>`);
  holds(page, `alt="Top 15 tools by call volume`);
  holds(page, `<strong>SyntaxError: Expected property name`);
  holds(page, `&lt;script&gt;alert(1)&lt;/script&gt; is only text here`);
  assertEquals(activeContent(page), []);
});

Deno.test("publishNotebook() asks no other host for anything", async () => {
  const page = await publishNotebook(fixture);
  const fetched = page.matchAll(/(?:src|srcset|data|action|poster|url\()=?["'(]?\s*(https?:|\/\/)/gi);
  assertEquals([...fetched].map(([text]) => text), []);
  assert(!/@import|@font-face/.test(page));
});

Deno.test("publishNotebook() leaves nothing active of hostile text, wherever it stands", async () => {
  for (const html of HOSTILE_HTML) {
    const page = await publishNotebook(
      notebook(
        markdown(html),
        code(
          html,
          { output_type: "stream", name: "stdout", text: html },
          { output_type: "error", ename: html, evalue: html, traceback: [html] },
          shown({ "text/html": html, "text/plain": html }),
          shown({ "text/plain": html }),
          shown({ "image/png": html, "text/plain": html }),
          shown({ "image/png": PNG, "text/plain": html }),
          shown({ "image/svg+xml": html, "text/plain": html }),
          shown({ "image/svg+xml": `<svg>${html}</svg>`, "text/plain": html }),
          shown({ "application/javascript": "alert(1)", "text/html": [html, html] }),
        ),
        { cell_type: "raw", id: "r", metadata: {}, source: html },
      ),
      { title: html, lang: html, place: html, next: { title: html, href: "a.html" } },
    );
    assertEquals(activeContent(page), [], html);
    assertEquals(page.match(/<\/main>/g)?.length, 1, html);
  }
});

Deno.test("publishNotebook() shows HTML before a picture, and a picture before plain text", async () => {
  const all = { "text/html": "<b>rich</b>", "image/png": PNG, "text/plain": "plain" };
  const { "text/html": _, ...picture } = all;
  const rich = await publishNotebook(notebook(code("1", shown(all))));
  assert(rich.includes("<b>rich</b>") && !rich.includes(PNG) && !rich.includes(">plain<"));
  const drawn = await publishNotebook(notebook(code("1", shown(picture))));
  assert(drawn.includes(`src="data:image/png;base64,${PNG}" alt="plain"`));
});

Deno.test("publishNotebook() falls back to plain text where nothing is left of the HTML", async () => {
  const page = await publishNotebook(
    notebook(code("1", shown({ "text/html": "<script>1</script>", "text/plain": "plain" }))),
  );
  holds(page, "<pre>plain</pre>");
});

Deno.test("publishNotebook() describes a chart in words", async () => {
  const chart = {
    "application/vnd.vegalite.v5+json": { description: `Bars of "calls"` },
    "image/png": PNG,
    "text/plain": "x",
  };
  assertStringIncludes(
    await publishNotebook(notebook(code("1", shown(chart)))),
    `alt="Bars of &quot;calls&quot;"`,
  );
});

Deno.test("publishNotebook() joins the pieces of one stream, and skips what is empty", async () => {
  const piece = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
  const page = await publishNotebook(
    notebook(code("", piece("a"), piece("b\n"), piece("")), code("x", piece(""))),
  );
  holds(page, "<pre>ab</pre>");
  assertEquals(page.match(/<pre>/g)?.length, 2);
});

Deno.test("publishNotebook() links to the pages around, and uses the title where the notebook has none", async () => {
  const page = await publishNotebook(notebook(markdown("## Only a section")), {
    title: "Parse <2>",
    index: { title: "Tracebook", href: "index.html" },
    previous: { title: "Load", href: "01_load.html" },
    place: "2 of 2",
  });
  holds(page, "<h1>Parse &lt;2&gt;</h1>");
  holds(page, `<a class="home" href="index.html">Tracebook</a>`);
  holds(page, `rel="prev" href="01_load.html"`);
  assert(!page.includes(`rel="next"`));
});

Deno.test("publishNotebook() lists the sections of a page that has several", async () => {
  const page = await publishNotebook(notebook(markdown("# A\n\n## B\n\n### C")));
  holds(page, `<li><a href="#b">B</a></li><li class="sub"><a href="#c">C</a></li>`);
  assert(!(await publishNotebook(notebook(markdown("# A\n\n## B")))).includes("<nav"));
});

Deno.test("publishNotebook() gives the same page for the same notebook", async () => {
  assertEquals(await publishNotebook(fixture), await publishNotebook(structuredClone(fixture)));
});

Deno.test("publishIndex() gives each notebook its title, first paragraph and first picture", async () => {
  const index = await publishIndex([
    { href: "01_page.html", notebook: fixture },
    { href: "02_plain.html", notebook: notebook(markdown("# Plain\n\nNo *picture* <b>here</b>.")) },
  ], { title: "Tracebook", description: "A series" });
  holds(index, `<a href="01_page.html">A page with one of everything</a>`);
  assertStringIncludes(
    index,
    "<p>The first paragraph says in a sentence what the notebook shows, with code and a link.</p>",
  );
  holds(index, `<div class="thumb"><img src="data:image/png;base64,`);
  holds(index, "<p>No picture &lt;b&gt;here&lt;/b&gt;.</p>");
  holds(index, `<div class="thumb own"><img src="data:image/svg+xml;base64,`);
  assertEquals(activeContent(index), []);
});

Deno.test("publishSite() links pages in their order and refuses two of one name", async () => {
  const pages = await publishSite([
    { name: "01_a", notebook: notebook(markdown("# First")) },
    { name: "02_b", notebook: notebook() },
  ]);
  holds(pages.get("01_a.html")!, `rel="next" href="02_b.html"`);
  holds(pages.get("02_b.html")!, `<span>← Previous</span>First</a>`);
  holds(pages.get("index.html")!, `<a href="02_b.html">02_b</a>`);
  const twice = [{ name: "a", notebook: notebook() }, { name: "a", notebook: notebook() }];
  await assertRejects(() => publishSite(twice), RangeError, `two pages as "a.html"`);
});
