import { escapeHtml, shortenTo, textBlock } from "../display/mod.ts";

/** What a block is about; decides its colour. */
export type Tone = "system" | "user" | "step" | "thought" | "call" | "response" | "answer" | "problem";

/** A labelled piece of a card, perhaps with pieces inside. All texts are plain and are escaped when written. */
export interface Block {
  /** What it is about. */
  tone: Tone;
  /** The word in the chip. */
  label: string;
  /** A remark beside the chip. */
  note?: string;
  /** The text, as it is. */
  text?: string;
  /** Whether the text hides behind its first words until they are clicked. */
  folded?: boolean;
  /** Blocks inside this one. */
  inner?: Block[];
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

/** Terminal columns of a folded text that show in its heading. */
const PREVIEW = 100;

/** A word on a tinted ground. */
export function chip(label: string, tone: Tone): string {
  return `<span style="display:inline-block;padding:0 8px;margin-right:8px;border-radius:9px;font-size:0.8em;` +
    `line-height:1.6;font-weight:600;background:rgba(${HUES[tone]},0.22);">${escapeHtml(label)}</span>`;
}

/** A quieter remark. Its direction marks reach no further than itself. */
export function remark(text: string): string {
  return `<bdi style="opacity:0.8;font-size:0.92em;overflow-wrap:anywhere;">${escapeHtml(text)}</bdi>`;
}

/** Blocks as HTML: inline styles only, readable on light and on dark. */
export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join("");
}

function blockHtml({ tone, label, note, text = "", folded = false, inner = [] }: Block): string {
  const edge = `margin:6px 0;padding:1px 0 1px 10px;border-left:3px solid rgba(${
    HUES[tone]
  },0.75);color:inherit;`;
  const preview = note ?? shortenTo(text, PREVIEW);
  const heading = chip(label, tone) + (note === undefined && !folded ? "" : remark(preview));
  const content = (text === "" ? "" : textBlock(text)) + blocksHtml(inner);
  const pad = `<div style="padding:3px 0 1px;">${content}</div>`;
  // a text that its heading already shows in whole needs no folding
  if (content === "" || (folded && inner.length === 0 && preview === text)) {
    return `<div style="${edge}">${chip(label, tone)}${remark(preview)}</div>`;
  }
  return folded
    ? `<details style="${edge}"><summary style="cursor:pointer;">${heading}</summary>${pad}</details>`
    : `<div style="${edge}">${heading}${pad}</div>`;
}

/** Blocks as indented lines. */
export function blocksText(blocks: readonly Block[]): string {
  return blocks.map(({ label, note, text = "", inner = [] }) => {
    const heading = note === undefined ? `[${label}]` : `[${label}] ${shortenTo(note, PREVIEW)}`;
    const content = [text, blocksText(inner)].filter((part) => part !== "").join("\n");
    return content === "" ? heading : `${heading}\n${content.replace(/^(?=.)/gm, "  ")}`;
  }).join("\n");
}

/** A card: a heading, a line of remarks below it, and content. */
export function cardHtml(title: string, remarks: readonly string[], content: string): string {
  const line = remarks.map((text) => remark(text)).join(`<span style="opacity:0.6;"> · </span>`);
  const html = `<div style="max-width:60em;padding:6px 0;color:inherit;line-height:1.5;">` +
    `<div style="font-weight:600;font-size:1.08em;overflow-wrap:anywhere;"><bdi>${
      escapeHtml(title)
    }</bdi></div>` +
    (line === "" ? "" : `<div style="margin-bottom:6px;">${line}</div>`) + `${content}</div>`;
  // half a surrogate pair would make the notebook's file unreadable
  return html.toWellFormed();
}
