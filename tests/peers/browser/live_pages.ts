/**
 * Makes pages whose charts are drawn by the page: of the notebooks with charts that the main job has left in a folder, and
 * of one with hostile charts.
 *
 *     deno run -A tests/peers/browser/live_pages.ts FROM TO
 *
 * @module
 */
import { type Notebook, publishNotebook, readNotebook } from "../../../lib/notebook/mod.ts";

const [from, to] = Deno.args as [string, string];
const MIME = "application/vnd.vegalite.v5+json";
const data = { values: [{ a: "</script><script>alert(1)</script>", b: 1, u: "javascript:alert(1)" }] };
const xy = { x: { field: "a" }, y: { field: "b", type: "quantitative" } };
const hostile = [
  { data, mark: "bar", encoding: { ...xy, href: { field: "u" } }, title: "a link" },
  { data: { url: "https://example.com/data.json" }, mark: "bar", encoding: xy, title: "data from elsewhere" },
  {
    data,
    mark: "image",
    encoding: { ...xy, url: { value: "https://example.com/a.png" } },
    title: "a picture from elsewhere",
  },
  {
    data,
    transform: [{ calculate: "this.constructor.constructor('alert(1)')()", as: "b" }],
    mark: "bar",
    encoding: xy,
    title: "a constructor",
  },
  {
    data,
    mark: { type: "text", text: "<img src=x onerror=alert(1)>" },
    encoding: xy,
    title: "<b onmouseover=alert(1)>",
  },
  {
    data,
    mark: "bar",
    encoding: xy,
    params: [{ name: "p", value: "", bind: { input: "text", element: "main", name: "Your password" } }],
    config: { events: { bind: "any" } },
    title: "a field in place of the page",
  },
  listener("window:keydown!"),
  listener("a:click!"),
];

/** A chart that takes an event of the page for itself. */
function listener(on: string) {
  const params = [{ name: "p", select: { type: "point", on, clear: false } }];
  return {
    data,
    mark: "bar",
    encoding: xy,
    params,
    config: { events: { window: true, selector: true } },
    title: on,
  };
}
const hostilePage: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "title", metadata: {}, source: "# Hostile charts" },
    ...hostile.map((chart, n) => ({
      cell_type: "code" as const,
      id: `c${n}`,
      metadata: {},
      source: `"${n}"`,
      execution_count: 1,
      outputs: [{
        output_type: "display_data" as const,
        data: { [MIME]: chart, "image/png": pixel() },
        metadata: {},
      }],
    })),
  ],
};

for (const { name } of Deno.readDirSync(from)) {
  if (!name.endsWith(".ipynb")) continue;
  const page = await publishNotebook(await readNotebook(`${from}/${name}`), { charts: "interactive" });
  if (page.includes("data-chart")) await Deno.writeTextFile(`${to}/${name.replace(".ipynb", ".html")}`, page);
}
await Deno.writeTextFile(`${to}/hostile.html`, await publishNotebook(hostilePage, { charts: "interactive" }));

/** The smallest picture. */
function pixel(): string {
  return "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
}
