import MarkdownIt, { type Token } from "markdown-it";
import { escapeHtml } from "../../display/mod.ts";
import { imageFromAddress } from "./image.ts";
import { codeBlock } from "./output.ts";

/** A heading of a page, for its table of contents. */
export interface PageHeading {
  /** Level of the heading, 1 to 6. */
  level: number;
  /** Text of the heading, without markup. */
  text: string;
  /** Anchor of the heading on the page. */
  id: string;
}

/** Headings and anchors of one page, shared by its Markdown cells. */
export interface PageOutline {
  /** Headings of the page so far, in order. */
  headings: PageHeading[];
  /** Anchors that are in use. */
  ids: Set<string>;
}

/** Makes an outline without headings, in which the anchors that every page has are in use. */
export function emptyOutline(): PageOutline {
  return { headings: [], ids: new Set(["top", "content", "contents"]) };
}

// Raw HTML in Markdown stays text; addresses such as `javascript:` are refused by markdown-it itself.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

markdown.renderer.rules.heading_open = (tokens: Token[], at: number) => {
  const { tag, meta } = tokens[at]!;
  return `<${tag} id="${escapeHtml(String(meta?.id))}">`;
};
markdown.renderer.rules.heading_close = (tokens: Token[], at: number) => {
  const { tag, meta } = tokens[at]!;
  if (meta?.level === 1) return `</${tag}>\n`;
  return ` <a class="anchor" href="#${escapeHtml(String(meta?.id))}" aria-label="Link to “${
    escapeHtml(String(meta?.text))
  }”">#</a></${tag}>\n`;
};
markdown.renderer.rules.fence = (tokens: Token[], at: number) => {
  const { content, info } = tokens[at]!;
  const language = info.trim().split(/\s+/)[0] ?? "";
  return codeBlock(content, ALIASES[language] ?? language, "Code example");
};
markdown.renderer.rules.code_block = (tokens: Token[], at: number) =>
  codeBlock(tokens[at]!.content, "", "Code example");
markdown.renderer.rules.table_open = () =>
  `<div class="wide" tabindex="0" role="group" aria-label="Table"><table>`;
markdown.renderer.rules.table_close = () => `</table></div>\n`;
markdown.renderer.rules.image = (tokens: Token[], at: number) => {
  const { content } = tokens[at]!;
  const image = imageFromAddress(attribute(tokens[at]!, "src"));
  // A page makes no requests: a picture that is not embedded is replaced by its description.
  if (!image) return `<em>${escapeHtml(content || "picture")}</em>`;
  return `<img src="${escapeHtml(image.source)}" alt="${escapeHtml(content)}">`;
};
markdown.renderer.rules.link_open = (tokens: Token[], at: number) => {
  const href = attribute(tokens[at]!, "href");
  const page = /^[\w./-]+\.ipynb(?:#.*)?$/.test(href) ? href.replace(".ipynb", ".html") : href;
  const rel = /^https?:/i.test(page) ? ` rel="noreferrer"` : "";
  return `<a href="${escapeHtml(page)}"${rel}>`;
};

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}

const ALIASES: Record<string, string> = {
  ts: "typescript",
  js: "typescript",
  javascript: "typescript",
  py: "python",
  sh: "bash",
  shell: "bash",
  console: "bash",
};

/**
 * Renders Markdown as HTML. Headings get anchors and are added to the outline; only the page's first `#` heading
 * stays an `h1`, so that a page has one.
 *
 * @see {@link https://spec.commonmark.org/}
 */
export function renderMarkdown(text: string, outline: PageOutline): string {
  const tokens = markdown.parse(text, {});
  for (const [at, token] of tokens.entries()) {
    if (token.type !== "heading_open") continue;
    const ownLevel = Number(token.tag.slice(1));
    const level = ownLevel === 1 && outline.headings.some((heading) => heading.level === 1) ? 2 : ownLevel;
    const words = inlineText(tokens[at + 1]!);
    const heading = { level, text: words, id: freeAnchor(words, outline.ids) };
    outline.headings.push(heading);
    const close = tokens.slice(at).find((other) => other.type === "heading_close")!;
    token.tag = close.tag = `h${level}`;
    token.meta = close.meta = { ...heading };
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** Finds the first heading and the first paragraph, as text without markup; empty where there is none. */
export function firstWords(text: string): { heading: string; paragraph: string } {
  const tokens = markdown.parse(text, {});
  const after = (type: string) => {
    const at = tokens.findIndex((token) => token.type === type && token.level === 0);
    return at < 0 ? "" : inlineText(tokens[at + 1]!);
  };
  return { heading: after("heading_open"), paragraph: after("paragraph_open") };
}

function inlineText(token: Token): string {
  const pieces = (token.children ?? []).map((child) => {
    if (child.type === "softbreak" || child.type === "hardbreak") return " ";
    return ["text", "code_inline", "image", "text_special"].includes(child.type) ? child.content : "";
  });
  return pieces.join("").trim();
}

function freeAnchor(text: string, taken: Set<string>): string {
  const words = text.toLowerCase().normalize("NFC").match(/[\p{L}\p{N}_]+/gu) ?? ["section"];
  const anchor = words.join("-").slice(0, 80);
  let id = anchor;
  for (let n = 2; taken.has(id); n++) id = `${anchor}-${n}`;
  taken.add(id);
  return id;
}
