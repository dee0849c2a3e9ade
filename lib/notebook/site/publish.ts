import type { Notebook } from "../run/nbformat.ts";
import type { LiveCharts } from "./live_charts.ts";
import type {
  IndexEntry,
  IndexOptions,
  PageCharts,
  PublishOptions,
  SiteNotebook,
  SiteOptions,
} from "./page_options.ts";

// The Markdown, highlighting and sanitising libraries are loaded when a page is made, not with this module:
// a notebook that imports ours starts sooner, and needs no permission for them.

/**
 * Renders a notebook as one HTML page that holds everything it shows: no requests, and no script but that of live charts
 * where `charts` asks for them.
 *
 * Of each output the richest form is shown: HTML, then a picture, then plain text. Text and HTML of outputs
 * are treated as hostile: scripts, forms, styles and requests are removed. The page follows the reader's light or dark
 * setting, fits narrow and wide screens, prints, and can be used by keyboard and screen reader.
 *
 * @param notebook The notebook, with its outputs.
 * @param options Title, language, and links to the pages around.
 * @returns The HTML document.
 * @see {@link https://nbformat.readthedocs.io/en/latest/format_description.html}
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { publishNotebook } from "tracebook/jupyter";
 *
 * const page = await publishNotebook({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: "# Load\n\nTraces from a file." }],
 * });
 * assertStringIncludes(page, "<title>Load</title>");
 * ```
 */
export async function publishNotebook(notebook: Notebook, options: PublishOptions = {}): Promise<string> {
  const { notebookPage } = await import("./page.ts");
  return notebookPage(notebook, options, await liveChartsFor(options));
}

/**
 * Renders the index of pages: the title, first paragraph and first picture of each notebook, or a drawing where it has no
 * picture. The index makes no requests and has no script.
 *
 * @param pages The notebooks in order, with the addresses of their pages.
 * @param options Title, description and language.
 * @returns The HTML document.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { publishIndex } from "tracebook/jupyter";
 *
 * const notebook = {
 *   nbformat: 4 as const,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ cell_type: "markdown" as const, id: "a", metadata: {}, source: "# Load\n\nTraces from a file." }],
 * };
 * const index = await publishIndex([{ href: "01_load.html", notebook }], { title: "Tracebook" });
 * assertStringIncludes(index, `<a href="01_load.html">Load</a>`);
 * ```
 */
export async function publishIndex(
  pages: readonly IndexEntry[],
  options: IndexOptions = {},
): Promise<string> {
  const { indexPage } = await import("./page.ts");
  return indexPage(pages, options);
}

/**
 * Renders a series of notebooks as pages that link to each other, with an index.
 *
 * @param notebooks The notebooks in reading order.
 * @param options Title and description of the index, and how charts are shown.
 * @returns HTML documents by file name, `index.html` last.
 * @throws {RangeError} If two notebooks have one name, or one is called `index`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { publishSite } from "tracebook/jupyter";
 *
 * const notebook = { nbformat: 4 as const, nbformat_minor: 5, metadata: {}, cells: [] };
 * const pages = await publishSite([{ name: "01_load", notebook }, { name: "02_parse", notebook }]);
 * assertEquals([...pages.keys()], ["01_load.html", "02_parse.html", "index.html"]);
 * ```
 */
export async function publishSite(
  notebooks: readonly SiteNotebook[],
  options: SiteOptions = {},
): Promise<Map<string, string>> {
  const { sitePages } = await import("./page.ts");
  return sitePages(notebooks, options, await liveChartsFor(options));
}

async function liveChartsFor({ charts }: { charts?: PageCharts }): Promise<LiveCharts | undefined> {
  return charts === "interactive" ? await (await import("./live_charts.ts")).prepareLiveCharts() : undefined;
}
