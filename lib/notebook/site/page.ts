import { Buffer } from "node:buffer";
import { escapeHtml } from "../../display/mod.ts";
import { type Cell, cellTags, joinText, type Notebook } from "../run/nbformat.ts";
import type { PageImage } from "./image.ts";
import type { LiveCharts } from "./live_charts.ts";
import { emptyOutline, firstWords, type PageHeading, type PageOutline, renderMarkdown } from "./markdown.ts";
import { codeBlock, imageText, oneLine, outputImage, renderOutputs } from "./output.ts";
import type {
  IndexEntry,
  IndexOptions,
  PageLink,
  PublishOptions,
  SiteNotebook,
  SiteOptions,
} from "./page_options.ts";
import { pageDocument } from "./page_document.ts";

/** Renders a notebook as a page, for `publishNotebook`. */
export function notebookPage(notebook: Notebook, options: PublishOptions, live?: LiveCharts): string {
  const summary = summarizeNotebook(notebook);
  const title = options.title ?? (summary.title || "Notebook");
  const outline = emptyOutline();
  const language = notebookLanguage(notebook);
  const cells = notebook.cells.map((cell, at) => renderCell(cell, at + 1, language, outline, live));
  const hasTitle = outline.headings.some((heading) => heading.level === 1);
  return pageDocument({
    title,
    description: oneLine(summary.description, 200),
    lang: options.lang,
    bar: topBar(options),
    ...contents(outline.headings),
    ...live && cells.some((cell) => cell.includes('<figure class="out chart live')) && { script: live },
    main: (hasTitle ? "" : `<h1>${escapeHtml(title)}</h1>\n`) + cells.join("\n") + neighbourLinks(options),
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
    // As in Jupyter Book: folded, not removed.
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

/** Renders the table of contents twice: beside the text on wide screens, folded above it on narrow ones. */
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

function neighbourLinks({ previous, next }: PublishOptions): string {
  const link = (page: PageLink | undefined, kind: string, label: string) =>
    page
      ? `<a class="${kind}" rel="${kind}" href="${escapeHtml(page.href)}"><span>${label}</span>${
        escapeHtml(page.title)
      }</a>`
      : "";
  const links = link(previous, "prev", "← Previous") + link(next, "next", "Next →");
  return links === "" ? "" : `\n<nav class="turn" aria-label="Pages">${links}</nav>`;
}

/** Result of {@linkcode summarizeNotebook}: what an index shows of a notebook. */
interface NotebookSummary {
  /** First heading of the notebook; empty if there is none. */
  title: string;
  /** First paragraph of the notebook, on one line; empty if there is none. */
  description: string;
  /** First picture among the outputs. */
  thumbnail?: PageImage;
  /** Description of the thumbnail. */
  thumbnailText?: string;
}

/** Finds title, description and first picture of a notebook in its cells. */
function summarizeNotebook(notebook: Notebook): NotebookSummary {
  const words = notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .map((cell) => firstWords(joinText(cell.source)));
  const texts = {
    title: words.find(({ heading }) => heading !== "")?.heading ?? "",
    description: words.find(({ paragraph }) => paragraph !== "")?.paragraph ?? "",
  };
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if (!("data" in output)) continue;
      const thumbnail = outputImage(output.data);
      if (thumbnail) return { ...texts, thumbnail, thumbnailText: imageText(output.data) };
    }
  }
  return texts;
}

/** Renders an index, for `publishIndex`. */
export function indexPage(pages: readonly IndexEntry[], options: IndexOptions): string {
  const { title = "Notebooks", description = "", lang } = options;
  const intro = description === "" ? "" : `<p class="lead">${escapeHtml(description)}</p>\n`;
  const items = pages.map(indexEntry).join("\n");
  return pageDocument({
    title,
    description,
    lang,
    main: `<h1>${escapeHtml(title)}</h1>\n${intro}<ol class="list">\n${items}\n</ol>`,
  });
}

function indexEntry({ href, notebook, title }: IndexEntry, at: number): string {
  const summary = summarizeNotebook(notebook);
  const name = title ?? (summary.title || href);
  // The picture adds nothing to the title: screen readers skip it.
  const picture = summary.thumbnail
    ? `<div class="thumb"><img src="${summary.thumbnail.source}" alt=""></div>`
    : `<div class="thumb own"><img src="${placeholderImage(name, at)}" alt=""></div>`;
  const about = summary.description === ""
    ? ""
    : `<p>${escapeHtml(oneLine(firstSentence(summary.description), 200))}</p>`;
  return `<li>${picture}<div class="words"><h2><a href="${escapeHtml(href)}">${
    escapeHtml(name)
  }</a></h2>${about}</div></li>`;
}

function firstSentence(text: string): string {
  return /^.{12,}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

const MOTIFS = [steps, columns, dots];
const GREY = "#8a9199";

/**
 * Draws a picture for a notebook that has none: steps, columns or dots, in sizes that depend on the title. A `data:` URI,
 * with colours for light and for dark grounds.
 */
function placeholderImage(title: string, at: number): string {
  const motif = MOTIFS[at % MOTIFS.length]!;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">` +
    `${motif(numbersFromText(title))}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}

/** Draws indented lines, as the steps of a trace. */
function steps(next: () => number): string {
  const rows = Array.from({ length: 6 }, (_, row) => {
    const y = 35 + row * 24;
    const x = row % 3 === 0 ? 66 : 88;
    const first = 30 + next() * 70;
    return bar(x, y, first, 10, "#3f8f99", 0.85) + bar(x + first + 8, y, 20 + next() * 80, 10, GREY, 0.4);
  });
  return `<path d="M50 35V165" stroke="${GREY}" stroke-opacity="0.5" stroke-width="2"/>${rows.join("")}`;
}

/** Draws columns, as a bar chart. */
function columns(next: () => number): string {
  const bars = Array.from({ length: 9 }, (_, column) => {
    const height = 24 + next() * 100;
    return bar(58 + column * 23, 160 - height, 14, height, "#c9684a", column % 3 === 1 ? 0.85 : 0.4);
  });
  return `<path d="M48 164H272" stroke="${GREY}" stroke-opacity="0.5" stroke-width="2"/>${bars.join("")}`;
}

/** Draws a grid of dots, some of which stand out. */
function dots(next: () => number): string {
  return Array.from({ length: 60 }, (_, at) => {
    const out = next() < 0.22;
    const [x, y] = [60 + (at % 10) * 22.2, 45 + Math.floor(at / 10) * 22];
    return `<circle cx="${x.toFixed(1)}" cy="${y}" r="${out ? 7 : 5}" fill="${out ? "#4a7bb0" : GREY}" ` +
      `fill-opacity="${out ? 0.9 : 0.35}"/>`;
  }).join("");
}

function bar(x: number, y: number, width: number, height: number, fill: string, opacity: number): string {
  const [left, top, wide, high] = [x, y, width, height].map((size) => size.toFixed(1));
  return `<rect x="${left}" y="${top}" width="${wide}" height="${high}" rx="5" fill="${fill}" ` +
    `fill-opacity="${opacity}"/>`;
}

/** Makes a generator of numbers from 0 to 1 that depend on the text alone (FNV-1a). @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function numbersFromText(text: string): () => number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return () => {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 12;
    return (hash >>> 0) / 2 ** 32;
  };
}

/** Renders a series of pages with their index, for `publishSite`. */
export function sitePages(
  notebooks: readonly SiteNotebook[],
  options: SiteOptions,
  live?: LiveCharts,
): Map<string, string> {
  const { title = "Notebooks", description } = options;
  const links = notebooks.map(({ name, notebook }) => ({
    href: `${name}.html`,
    title: summarizeNotebook(notebook).title || name,
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
