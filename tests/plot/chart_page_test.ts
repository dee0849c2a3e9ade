import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { chart, plotToolsBySource, plotWorkflowGraph } from "../../lib/plot/mod.ts";
import { flows, tools } from "./measures.ts";

Deno.test("the page holds the drawing, its words and its spec, and nothing that runs or is loaded", async () => {
  const drawn = plotToolsBySource(tools.hostile!);
  const page = await drawn.html();
  const tags = page.match(/<[^!](?:[^>"]|"[^"]*")*>/g)!.map((tag) => tag.replace(/"[^"]*"/g, ""));
  const loading = tags.filter((tag) =>
    /^<(script|img|link|iframe|object)\b| (src|href|on\w+|xlink:href)=/i.test(tag)
  );
  assertEquals(loading, []);
  assertStringIncludes(page, `content="default-src 'none'; style-src 'unsafe-inline';`);
  assertStringIncludes(page, "<title>Tools by source</title>");
  assertStringIncludes(page, "&lt;img src=x onerror=alert(1)&gt;");
  const [, json] = /<pre[^>]*>([^<]*)<\/pre>/.exec(page)!;
  const references: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  assertEquals(JSON.parse(json!.replace(/&([\w#]+);/g, (_, name) => references[name]!)), drawn.spec);
});

Deno.test("each mark of the page says what it stands for under the pointer", async () => {
  const page = await plotWorkflowGraph({ transitions: flows.usual! }).html();
  const titles = [...page.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);
  assert(titles.includes("terminal: 10,101× · 59% again"), titles.join("\n"));
  assert(titles.includes("write_file → terminal: 76%, 2,499 times"), titles.join("\n"));
  const marks = page.match(/role="graphics-symbol" aria-roledescription="(rect mark|text mark)"/g)!;
  assertEquals(titles.length, 1 + marks.length);
});

Deno.test("a chart is called by its title, or by its description where it has none", async () => {
  const of = (title?: unknown) =>
    chart({ description: "Two bars", title, data: { values: [{ a: 1 }] }, mark: "bar", encoding: {} }).html();
  assertStringIncludes(await of(), "<title>Two bars</title>");
  assertStringIncludes(await of("Bars"), "<title>Bars</title>");
  assertStringIncludes(await of({ text: ["Bars", "& more"] }), "<title>Bars &amp; more</title>");
});
