import { escapeHtml, preformattedHtml, shortenTo } from "../display/mod.ts";
import type { Json } from "../python/mod.ts";

/** What a block is about; decides how it looks. */
type Tone = "system" | "user" | "step" | "thought" | "call" | "response" | "answer" | "problem";

/**
 * A labelled piece of a card, perhaps with pieces inside. All texts are plain and are escaped when written.
 */
export interface Block {
  /** What it is about. */
  tone: Tone;
  /** The word in the chip. */
  label: string;
  /** A remark beside the chip. */
  note?: string;
  /** The text, as it is. */
  text?: string;
  /** Whether the text hides behind the note, or behind its own first words, until these are clicked. */
  folded?: boolean;
  /** Blocks inside this one. */
  inner?: Block[];
}

/** Terminal columns of a text that show while it is folded. */
const PREVIEW_WIDTH = 100;

/** The beginning of a text on one line. */
function preview(text: string): string {
  // a text of megabytes costs no more than its first characters
  return shortenTo(text.slice(0, 20 * PREVIEW_WIDTH).trim().replace(/\s+/g, " "), PREVIEW_WIDTH);
}

/** Blocks as indented lines. */
export function renderBlocksText(blocks: readonly Block[]): string {
  return blocks.map(({ label, note, text = "", inner = [] }) => {
    const heading = note === undefined ? `[${label}]` : `[${label}] ${preview(note)}`;
    const content = [text, renderBlocksText(inner)].filter((part) => part !== "").join("\n");
    return content === "" ? heading : `${heading}\n${content.replace(/^(?=.)/gm, "  ")}`;
  }).join("\n");
}

/** The first few things as blocks, and how many more there are. */
export function limitBlocks<T>(
  items: readonly T[],
  limit: number,
  block: (item: T, index: number) => Block,
): Block[] {
  const more = items.length - limit;
  const shown = items.slice(0, limit).map(block);
  return more > 0
    ? [...shown, { tone: "system", label: "…", note: `${more.toLocaleString("en")} more` }]
    : shown;
}

// Mid tones: as an edge and as a tint behind inherited text they stand out on white and on black.
const HUES: Record<Tone, string> = {
  system: "128,128,128",
  user: "59,130,246",
  step: "128,128,128",
  thought: "150,110,240",
  call: "225,135,20",
  response: "20,160,150",
  answer: "40,165,80",
  problem: "225,65,65",
};

/** What people and models say in sentences; the rest is code and data. */
const PROSE_TONES: readonly Tone[] = ["user", "thought", "answer"];

// A table's cells rather than a flex box: where a notebook is not trusted, only the former is sure to stay.
const ROW_STYLE = "display:table;table-layout:fixed;width:100%;margin:5px 0;color:inherit;";
const LABEL_STYLE = "display:table-cell;width:6.2em;vertical-align:baseline;";
const CONTENT_STYLE = "display:table-cell;vertical-align:baseline;";

/** Blocks as HTML: inline styles only, readable on light and on dark. */
export function renderBlocksHtml(blocks: readonly Block[]): string {
  return blocks.map((block) => block.tone === "step" ? renderStep(block) : renderRow(block)).join("");
}

/** A card: a heading, a line of remarks below it, and content. */
export function renderCard(title: string, remarks: readonly string[], content: string): string {
  const formatLine = remarks.map((text) => renderNote(text)).join(`<span style="opacity:0.6;"> · </span>`);
  const html = `<div style="max-width:64em;padding:6px 0;color:inherit;line-height:1.5;">` +
    `<div style="font-weight:600;font-size:1.08em;overflow-wrap:anywhere;"><bdi>${
      escapeHtml(title)
    }</bdi></div>` +
    (formatLine === "" ? "" : `<div style="margin-bottom:8px;">${formatLine}</div>`) + `${content}</div>`;
  // half a surrogate pair would make the notebook's file unreadable
  return html.toWellFormed();
}

/** A step: an edge along everything that it holds. */
function renderStep({ tone, label, note = "", folded = false, inner = [] }: Block): string {
  const style = `margin:10px 0;padding:0 0 0 12px;border-left:3px solid rgba(${
    HUES[tone]
  },0.5);color:inherit;`;
  const heading = renderBadge(label, tone) + " " + renderNote(preview(note));
  return folded
    ? `<details style="${style}"><summary style="cursor:pointer;">${heading}</summary>${
      renderBlocksHtml(inner)
    }</details>`
    : `<div style="${style}">${heading}${renderBlocksHtml(inner)}</div>`;
}

/** A chip to the left; note, text and inner blocks to the right. */
function renderRow({ tone, label, note, text = "", folded = false, inner = [] }: Block): string {
  const body = (text === "" ? "" : renderText(text, tone)) + renderBlocksHtml(inner);
  let content: string;
  if (folded && (note !== undefined || preview(text) !== text)) {
    const heading = renderNote(note ?? preview(text));
    content = `<details><summary style="cursor:pointer;">${heading}</summary>${body}</details>`;
  } else {
    const strong = tone === "call" ? "font-weight:600;" : "";
    const heading = note === undefined
      ? ""
      : `<div style="${strong}overflow-wrap:anywhere;"><bdi>${escapeHtml(preview(note))}</bdi></div>`;
    content = heading + body;
  }
  return `<div style="${ROW_STYLE}"><div style="${LABEL_STYLE}">${renderBadge(label, tone)}</div>` +
    `<div style="${CONTENT_STYLE}">${content}</div></div>`;
}

function renderText(text: string, tone: Tone): string {
  if (PROSE_TONES.includes(tone)) {
    return `<div style="white-space:pre-wrap;overflow-wrap:anywhere;">${escapeHtml(text)}</div>`;
  }
  return `<div style="padding:3px 8px;margin:1px 0;border-radius:4px;background:rgba(128,128,128,0.1);">${
    preformattedHtml(text)
  }</div>`;
}

/** A word on a tinted ground. */
function renderBadge(label: string, tone: Tone): string {
  return `<span style="display:inline-block;padding:0 8px;border-radius:9px;font-size:0.8em;line-height:1.7;` +
    `font-weight:600;white-space:nowrap;background:rgba(${HUES[tone]},0.22);">${escapeHtml(label)}</span>`;
}

/** A quieter remark. Its direction marks reach no further than itself. */
function renderNote(text: string): string {
  return `<bdi style="opacity:0.8;font-size:0.94em;overflow-wrap:anywhere;">${escapeHtml(text)}</bdi>`;
}

/** Characters a nested value may take and still stand on its key's line. */
const MAX_LINE = 80;
/** Levels that are laid out; what is deeper stays JSON on one line. */
const MAX_LEVELS = 5;

/**
 * JSON laid out for reading: a text as it is, an object as a `key: value` line each, a list as `- item`
 * lines, texts of several lines indented below their key, without line ends behind the last. It cannot be
 * read back.
 */
export function formatJson(value: Json, levels = MAX_LEVELS): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || levels === 0) return JSON.stringify(value);
  const items = Array.isArray(value)
    ? value.map((item): [string, Json] => ["-", item])
    : Object.entries(value).map(([key, item]): [string, Json] => [`${key}:`, item]);
  if (items.length === 0) return Array.isArray(value) ? "[]" : "{}";
  return items.map(([label, item]) => line(label, item, levels - 1)).join("\n");
}

function line(label: string, value: Json, levels: number): string {
  if (value === "") return `${label} ""`;
  if (typeof value === "object" && value !== null) {
    const flat = JSON.stringify(value);
    if (flat.length <= MAX_LINE) return `${label} ${flat}`;
  }
  const text = formatJson(value, levels).replace(/\n+$/, "");
  const nested = text.includes("\n") || (typeof value === "object" && value !== null && levels > 0);
  return nested ? `${label}\n${text.replace(/^(?=.)/gm, "  ")}` : `${label} ${text}`;
}
