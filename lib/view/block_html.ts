import { escapeHtml, textBlock } from "../display/mod.ts";
import { type Block, preview, type Tone } from "./block.ts";

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
const PROSE: readonly Tone[] = ["user", "thought", "answer"];

// A table's cells rather than a flex box: where a notebook is not trusted, only the former is sure to stay.
const ROW = "display:table;table-layout:fixed;width:100%;margin:5px 0;color:inherit;";
const LABEL = "display:table-cell;width:6.2em;vertical-align:baseline;";
const CONTENT = "display:table-cell;vertical-align:baseline;";

/** Blocks as HTML: inline styles only, readable on light and on dark. */
export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map((block) => block.tone === "step" ? stepHtml(block) : rowHtml(block)).join("");
}

/** A card: a heading, a line of remarks below it, and content. */
export function cardHtml(title: string, remarks: readonly string[], content: string): string {
  const line = remarks.map((text) => remark(text)).join(`<span style="opacity:0.6;"> · </span>`);
  const html = `<div style="max-width:64em;padding:6px 0;color:inherit;line-height:1.5;">` +
    `<div style="font-weight:600;font-size:1.08em;overflow-wrap:anywhere;"><bdi>${
      escapeHtml(title)
    }</bdi></div>` +
    (line === "" ? "" : `<div style="margin-bottom:8px;">${line}</div>`) + `${content}</div>`;
  // half a surrogate pair would make the notebook's file unreadable
  return html.toWellFormed();
}

/** A step: an edge along everything that it holds. */
function stepHtml({ tone, label, note = "", folded = false, inner = [] }: Block): string {
  const style = `margin:10px 0;padding:0 0 0 12px;border-left:3px solid rgba(${
    HUES[tone]
  },0.5);color:inherit;`;
  const heading = chip(label, tone) + " " + remark(preview(note));
  return folded
    ? `<details style="${style}"><summary style="cursor:pointer;">${heading}</summary>${
      blocksHtml(inner)
    }</details>`
    : `<div style="${style}">${heading}${blocksHtml(inner)}</div>`;
}

/** A chip to the left; note, text and inner blocks to the right. */
function rowHtml({ tone, label, note, text = "", folded = false, inner = [] }: Block): string {
  const body = (text === "" ? "" : textHtml(text, tone)) + blocksHtml(inner);
  let content: string;
  if (folded && (note !== undefined || preview(text) !== text)) {
    const heading = remark(note ?? preview(text));
    content = `<details><summary style="cursor:pointer;">${heading}</summary>${body}</details>`;
  } else {
    const strong = tone === "call" ? "font-weight:600;" : "";
    const heading = note === undefined
      ? ""
      : `<div style="${strong}overflow-wrap:anywhere;"><bdi>${escapeHtml(preview(note))}</bdi></div>`;
    content = heading + body;
  }
  return `<div style="${ROW}"><div style="${LABEL}">${chip(label, tone)}</div>` +
    `<div style="${CONTENT}">${content}</div></div>`;
}

function textHtml(text: string, tone: Tone): string {
  if (PROSE.includes(tone)) {
    return `<div style="white-space:pre-wrap;overflow-wrap:anywhere;">${escapeHtml(text)}</div>`;
  }
  return `<div style="padding:3px 8px;margin:1px 0;border-radius:4px;background:rgba(128,128,128,0.1);">${
    textBlock(text)
  }</div>`;
}

/** A word on a tinted ground. */
function chip(label: string, tone: Tone): string {
  return `<span style="display:inline-block;padding:0 8px;border-radius:9px;font-size:0.8em;line-height:1.7;` +
    `font-weight:600;white-space:nowrap;background:rgba(${HUES[tone]},0.22);">${escapeHtml(label)}</span>`;
}

/** A quieter remark. Its direction marks reach no further than itself. */
function remark(text: string): string {
  return `<bdi style="opacity:0.8;font-size:0.94em;overflow-wrap:anywhere;">${escapeHtml(text)}</bdi>`;
}
