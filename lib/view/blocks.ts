import { escapeHtml, preformattedHtml, shortenTo } from "../display/mod.ts";
import type { Json } from "../python/mod.ts";

/** What a block holds; decides its colour and font. */
type Tone = "system" | "user" | "step" | "thought" | "call" | "response" | "answer" | "problem";

/** A labelled piece of a card, perhaps with other blocks inside. All texts are plain; rendering escapes them. */
export interface Block {
  /** What the block holds. */
  tone: Tone;
  /** The word in the badge. */
  label: string;
  /** A note beside the badge. */
  note?: string;
  /** The text, with its line ends and spaces. */
  text?: string;
  /** Whether the text is hidden until the note, or the first words of the text, are clicked. */
  folded?: boolean;
  /** Blocks inside this block. */
  inner?: Block[];
}

/** Terminal columns of a folded text that are shown. */
const PREVIEW_WIDTH = 100;

/** Returns the beginning of a text on one line. */
function preview(text: string): string {
  // only the beginning is looked at, so that a text of megabytes costs no time
  return shortenTo(text.slice(0, 20 * PREVIEW_WIDTH).trim().replace(/\s+/g, " "), PREVIEW_WIDTH);
}

/** Renders blocks as indented lines. */
export function renderBlocksText(blocks: readonly Block[]): string {
  return blocks.map(({ label, note, text = "", inner = [] }) => {
    const heading = note === undefined ? `[${label}]` : `[${label}] ${preview(note)}`;
    const content = [text, renderBlocksText(inner)].filter((part) => part !== "").join("\n");
    return content === "" ? heading : `${heading}\n${content.replace(/^(?=.)/gm, "  ")}`;
  }).join("\n");
}

/** Makes blocks of the first items, and of the others one block that counts them. */
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

// Colours of medium lightness: as an edge and as a tint behind text they are seen on white and on black.
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

/** Blocks whose text is prose; the others hold code and data. */
const PROSE_TONES: readonly Tone[] = ["user", "thought", "answer"];

// Table cells, not a flex box: notebooks that are not trusted keep the former, and may strip the latter.
const ROW_STYLE = "display:table;table-layout:fixed;width:100%;margin:5px 0;color:inherit;";
const LABEL_STYLE = "display:table-cell;width:6.2em;vertical-align:baseline;";
const CONTENT_STYLE = "display:table-cell;vertical-align:baseline;";

/** Renders blocks as HTML with inline styles only, readable on light and on dark. */
export function renderBlocksHtml(blocks: readonly Block[]): string {
  return blocks.map((block) => block.tone === "step" ? renderStep(block) : renderRow(block)).join("");
}

/** Renders a card: a heading, a line of notes below it, and content that is HTML already. */
export function renderCard(title: string, notes: readonly string[], content: string): string {
  const line = notes.map((text) => renderNote(text)).join(`<span style="opacity:0.6;"> · </span>`);
  const html = `<div style="max-width:64em;padding:6px 0;color:inherit;line-height:1.5;">` +
    `<div style="font-weight:600;font-size:1.08em;overflow-wrap:anywhere;"><bdi>${
      escapeHtml(title)
    }</bdi></div>` +
    (line === "" ? "" : `<div style="margin-bottom:8px;">${line}</div>`) + `${content}</div>`;
  // half of a surrogate pair would make the notebook's file unreadable
  return html.toWellFormed();
}

/** Renders a step: an edge along all blocks inside it. */
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

/** Renders a badge to the left; note, text and inner blocks to the right. */
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

/** Renders a word on a tinted ground. */
function renderBadge(label: string, tone: Tone): string {
  return `<span style="display:inline-block;padding:0 8px;border-radius:9px;font-size:0.8em;line-height:1.7;` +
    `font-weight:600;white-space:nowrap;background:rgba(${HUES[tone]},0.22);">${escapeHtml(label)}</span>`;
}

/** Renders a note in a lighter weight; `<bdi>` keeps direction marks in it from reordering the text around it. */
function renderNote(text: string): string {
  return `<bdi style="opacity:0.8;font-size:0.94em;overflow-wrap:anywhere;">${escapeHtml(text)}</bdi>`;
}

/** Characters that a nested value may have and still stand on its key's line. */
const MAX_LINE = 80;
/** Levels of nesting that are laid out; deeper values stay JSON on one line. */
const MAX_LEVELS = 5;

/**
 * Lays JSON out for reading, not for parsing: a text as it is, an object as `key: value` lines, a list as `- item` lines,
 * texts of several lines indented below their key and without line ends behind the last line.
 */
export function formatJson(value: Json, levels = MAX_LEVELS): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || levels === 0) return JSON.stringify(value);
  const items = Array.isArray(value)
    ? value.map((item): [string, Json] => ["-", item])
    : Object.entries(value).map(([key, item]): [string, Json] => [`${key}:`, item]);
  if (items.length === 0) return Array.isArray(value) ? "[]" : "{}";
  return items.map(([label, item]) => formatLine(label, item, levels - 1)).join("\n");
}

function formatLine(label: string, value: Json, levels: number): string {
  if (value === "") return `${label} ""`;
  if (typeof value === "object" && value !== null) {
    const flat = JSON.stringify(value);
    if (flat.length <= MAX_LINE) return `${label} ${flat}`;
  }
  const text = formatJson(value, levels).replace(/\n+$/, "");
  const nested = text.includes("\n") || (typeof value === "object" && value !== null && levels > 0);
  return nested ? `${label}\n${text.replace(/^(?=.)/gm, "  ")}` : `${label} ${text}`;
}
