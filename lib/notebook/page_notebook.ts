import { escapeHtml } from "../display/escape.ts";
import { type Cell, cellTags, type Notebook } from "./nbformat.ts";
import { codeBlock } from "./page_code.ts";
import { notebookFacts } from "./page_facts.ts";
import { emptyOutline, type PageHeading, type PageOutline, renderMarkdown } from "./page_markdown.ts";
import { renderOutputs } from "./page_output.ts";
import { pageShell } from "./page_shell.ts";
import { oneLine } from "./page_text.ts";
import { joinText } from "./source_text.ts";

import type { LiveCharts } from "./page_charts.ts";
import type { PageLink, PublishOptions } from "./page_options.ts";

/** The work of `publishNotebook`. */
export function notebookPage(notebook: Notebook, options: PublishOptions, live?: LiveCharts): string {
  const facts = notebookFacts(notebook);
  const title = options.title ?? (facts.title || "Notebook");
  const outline = emptyOutline();
  const language = notebookLanguage(notebook);
  const cells = notebook.cells.map((cell, at) => renderCell(cell, at + 1, language, outline, live));
  const hasTitle = outline.headings.some((heading) => heading.level === 1);
  return pageShell({
    title,
    description: oneLine(facts.description, 200),
    lang: options.lang,
    bar: topBar(options),
    ...contents(outline.headings),
    ...live && cells.some((cell) => cell.includes('<figure class="out chart live')) && { script: live },
    main: (hasTitle ? "" : `<h1>${escapeHtml(title)}</h1>\n`) + cells.join("\n") + neighbours(options),
  });
}

function notebookLanguage({ metadata }: Notebook): string {
  const { language_info: info, kernelspec } = metadata as Record<string, Record<string, unknown> | undefined>;
  const name = info?.name ?? kernelspec?.language;
  return typeof name === "string" ? name.toLowerCase() : "typescript";
}

function renderCell(
  cell: Cell,
  number: number,
  language: string,
  outline: PageOutline,
  live?: LiveCharts,
): string {
  const source = joinText(cell.source);
  if (cell.cell_type === "code") {
    const code = source.trim() === "" ? "" : codeBlock(source, language, `Code, cell ${number}`);
    // as Jupyter Book has it: folded away, and not gone
    const shown = code !== "" && cellTags(cell).includes("hide-input")
      ? `<details class="folded"><summary>Code</summary>\n${code}\n</details>`
      : code;
    return `<div class="cell">\n${shown}\n${renderOutputs(cell.outputs, live)}\n</div>`;
  }
  if (cell.cell_type === "markdown") return `<div class="prose">\n${renderMarkdown(source, outline)}</div>`;
  return `<div class="cell">\n${codeBlock(source, "", `Raw text, cell ${number}`)}\n</div>`;
}

function topBar({ index, place, source }: PublishOptions): string {
  if (!index && !place && !source) return "";
  const home = index ? `<a class="home" href="${escapeHtml(index.href)}">${escapeHtml(index.title)}</a>` : "";
  const file = source ? `<a href="${escapeHtml(source.href)}" download>${escapeHtml(source.title)}</a>` : "";
  const where = place ? `<span class="place">${escapeHtml(place)}</span>` : "";
  return `<header class="bar">${home}${where}${file}</header>`;
}

/** The same list twice: open beside the text where there is room, else to be opened above it. */
function contents(headings: readonly PageHeading[]): { above: string; beside: string } {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length < 2) return { above: "", beside: "" };
  const items = shown.map(({ level, text, id }) =>
    `<li${level === 3 ? ` class="sub"` : ""}><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`
  );
  const list = `<ol>${items.join("")}</ol>`;
  const nav = (kind: string, inner: string) =>
    `<nav class="contents ${kind}" aria-label="On this page">${inner}</nav>`;
  return {
    above: nav("above", `<details><summary>On this page</summary>${list}</details>`),
    beside: nav("beside", `<p class="label">On this page</p>${list}`),
  };
}

function neighbours({ previous, next }: PublishOptions): string {
  const link = (page: PageLink | undefined, kind: string, label: string) =>
    page
      ? `<a class="${kind}" rel="${kind}" href="${escapeHtml(page.href)}"><span>${label}</span>${
        escapeHtml(page.title)
      }</a>`
      : "";
  const links = link(previous, "prev", "← Previous") + link(next, "next", "Next →");
  return links === "" ? "" : `\n<nav class="turn" aria-label="Pages">${links}</nav>`;
}
