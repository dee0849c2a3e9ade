import type { LiveCharts } from "./page_charts.ts";
import type { SiteNotebook, SiteOptions } from "./page_options.ts";
import { indexPage } from "./page_index.ts";
import { notebookFacts } from "./page_facts.ts";
import { notebookPage } from "./page_notebook.ts";

/** The work of `publishSite`. */
export function sitePages(
  notebooks: readonly SiteNotebook[],
  options: SiteOptions,
  live?: LiveCharts,
): Map<string, string> {
  const { title = "Notebooks", description } = options;
  const links = notebooks.map(({ name, notebook }) => ({
    href: `${name}.html`,
    title: notebookFacts(notebook).title || name,
  }));
  const pages = new Map<string, string>();
  for (const [at, { name, notebook }] of notebooks.entries()) {
    const file = `${name}.html`;
    if (pages.has(file) || name === "index") {
      throw new RangeError(`Cannot publish two pages as "${file}": rename one of the notebooks`);
    }
    const page = notebookPage(notebook, {
      title: links[at]!.title,
      index: { title, href: "index.html" },
      previous: links[at - 1],
      next: links[at + 1],
      source: { title: `${name}.ipynb`, href: `${name}.ipynb` },
      place: `${at + 1} of ${notebooks.length}`,
    }, live);
    pages.set(file, page);
  }
  const entries = notebooks.map(({ notebook }, at) => ({ notebook, ...links[at]! }));
  return pages.set("index.html", indexPage(entries, { title, description }));
}
