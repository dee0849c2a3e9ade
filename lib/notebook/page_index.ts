import { escapeHtml } from "../display/escape.ts";
import { notebookFacts } from "./page_facts.ts";
import type { IndexEntry, IndexOptions } from "./page_options.ts";
import { placeholderImage } from "./page_placeholder.ts";
import { pageShell } from "./page_shell.ts";
import { oneLine } from "./page_text.ts";

/** The work of `publishIndex`. */
export function indexPage(pages: readonly IndexEntry[], options: IndexOptions): string {
  const { title = "Notebooks", description = "", lang } = options;
  const lead = description === "" ? "" : `<p class="lead">${escapeHtml(description)}</p>\n`;
  const items = pages.map(entry).join("\n");
  return pageShell({
    title,
    description,
    lang,
    main: `<h1>${escapeHtml(title)}</h1>\n${lead}<ol class="list">\n${items}\n</ol>`,
  });
}

function entry({ href, notebook, title }: IndexEntry, at: number): string {
  const facts = notebookFacts(notebook);
  const name = title ?? (facts.title || href);
  // The picture repeats what the title says, so a screen reader passes over it.
  const picture = facts.thumbnail
    ? `<div class="thumb"><img src="${facts.thumbnail.source}" alt=""></div>`
    : `<div class="thumb own"><img src="${placeholderImage(name, at)}" alt=""></div>`;
  const about = facts.description === ""
    ? ""
    : `<p>${escapeHtml(oneLine(firstSentence(facts.description), 200))}</p>`;
  return `<li>${picture}<div class="words"><h2><a href="${escapeHtml(href)}">${
    escapeHtml(name)
  }</a></h2>${about}</div></li>`;
}

function firstSentence(text: string): string {
  return /^.{12,}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
