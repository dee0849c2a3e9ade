import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { publishNotebook } from "tracebook/jupyter";
import { codeNotebook } from "./code_notebook.ts";

const MIME = "application/vnd.vegalite.v5+json";

/** The smallest picture. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A page of one output. */
function page(data: Record<string, unknown>, charts?: "picture" | "interactive"): Promise<string> {
  const notebook = codeNotebook("chart");
  const [cell] = notebook.cells;
  if (cell!.cell_type === "code") cell!.outputs.push({ output_type: "display_data", data, metadata: {} });
  return publishNotebook(notebook, { charts });
}

const scripts = (html: string) => [...html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)];

Deno.test("a chart is drawn by the one script that the page's policy names, from data that end no element", async () => {
  const group = "</script><img src=x>";
  const values = [{ group, rate: 0.5 }];
  const encoding = { x: { field: "rate", type: "quantitative" }, y: { field: "group" } };
  const data = { [MIME]: { data: { values }, mark: "bar", encoding }, "image/png": PIXEL };
  const html = await page(data, "interactive");
  const [spec, program, ...others] = scripts(html);
  assertEquals([others, spec![1], program![1]], [[], ' type="application/json"', ' type="module"']);
  const parsed = JSON.parse(spec![2]!);
  assertStringIncludes(JSON.stringify(parsed.data), group);
  assertMatch(parsed.$schema, /vega\.github\.io\/schema\/vega\/v6/);
  const hash = createHash("sha256").update(program![2]!).digest("base64");
  assertStringIncludes(html, `script-src 'sha256-${hash}'`);
  assert(!/unsafe-eval|script-src[^"]*unsafe/.test(html));
  assertStringIncludes(html, '<img src="data:image/png'); // until it is drawn, and in print without scripts
});

Deno.test("pictures need no script, also on a page that could have one", async () => {
  const chart = { data: { values: [{ a: 1 }] }, mark: "bar", encoding: { x: { field: "a" } } };
  assertEquals(scripts(await page({ [MIME]: chart, "image/png": PIXEL })), []);
  assertEquals(scripts(await page({ "image/png": PIXEL }, "interactive")), []);
  assertEquals(scripts(await page({ [MIME]: { mark: 5 }, "image/png": PIXEL }, "interactive")), []);
});

Deno.test("code with the tag hide-input is folded", async () => {
  const notebook = codeNotebook("1 + 1");
  notebook.cells[0]!.metadata.tags = ["hide-input"];
  assertMatch(
    await publishNotebook(notebook),
    /<details class="folded"><summary>Code<\/summary>[^]*1 \+ 1|<details/,
  );
  assert(!(await publishNotebook(codeNotebook("1 + 1"))).includes("<details"));
});
