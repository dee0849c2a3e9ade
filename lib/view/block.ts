import { shortenTo } from "../display/mod.ts";

/** What a block is about; decides how it looks. */
export type Tone = "system" | "user" | "step" | "thought" | "call" | "response" | "answer" | "problem";

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
const PREVIEW = 100;

/** The beginning of a text on one line. */
export function preview(text: string): string {
  // a text of megabytes costs no more than its first characters
  return shortenTo(text.slice(0, 20 * PREVIEW).trim().replace(/\s+/g, " "), PREVIEW);
}

/** Blocks as indented lines. */
export function blocksText(blocks: readonly Block[]): string {
  return blocks.map(({ label, note, text = "", inner = [] }) => {
    const heading = note === undefined ? `[${label}]` : `[${label}] ${preview(note)}`;
    const content = [text, blocksText(inner)].filter((part) => part !== "").join("\n");
    return content === "" ? heading : `${heading}\n${content.replace(/^(?=.)/gm, "  ")}`;
  }).join("\n");
}

/** The first few things as blocks, and how many more there are. */
export function some<T>(
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
