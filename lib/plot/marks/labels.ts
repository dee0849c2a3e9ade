import { unicodeWidth } from "../../display/mod.ts";
import type { NumericFact, ToolName } from "../../measure/mod.ts";

// Not allowed in XML, or able to reorder the text around them: nothing a label may hold.
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

/**
 * Names as labels: one line each, shortened in the middle, printable, and all different, so that no two share
 * a bar.
 *
 * @param names The names as they were recorded; null stands for a missing one, and JSON lets a tool's be more
 * than text.
 * @param longest The most characters (code points) a label has, apart from a number that tells two alike
 * apart.
 * @returns One label for each name, in the same order.
 */
export function uniqueLabels(
  names: readonly ToolName[],
  longest = 28,
): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const label = shortenMiddle(makePrintable(name), longest);
    let unique = label;
    for (let k = 2; taken.has(unique); k++) unique = `${label} (${k})`;
    taken.add(unique);
    return unique;
  });
}

function makePrintable(name: ToolName): string {
  if (name === null) return "(none)";
  const text = String(name).toWellFormed().replace(/\s+/gu, " ").replace(UNPRINTABLE, "\ufffd").trim();
  return text || "(empty)";
}

function shortenMiddle(text: string, longest: number): string {
  const chars = Array.from(text);
  if (chars.length <= longest) return text;
  const head = Math.ceil((longest - 1) * 0.6);
  const tail = longest - 1 - head;
  return `${chars.slice(0, head).join("").trimEnd()}…${
    chars.slice(chars.length - tail).join("").trimStart()
  }`;
}

/**
 * A caption in lines that are no wider than a chart: pieces are joined until a line is full.
 *
 * @param pieces What is said, each piece whole.
 * @param longest The most characters of a line; a longer piece has a line of its own.
 * @returns The lines, pieces separated by a middle dot.
 */
export function wrapSubtitle(pieces: readonly string[], longest = 110): string[] {
  const lines: string[] = [];
  for (const piece of pieces.filter((piece) => piece !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + piece.length <= longest) {
      lines.push(`${lines.pop()} · ${piece}`);
    } else lines.push(piece);
  }
  return lines;
}

/** How a fact is called on axes and in titles. */
interface FactDescription {
  /** As a title. */
  title: string;
  /** What is counted, in the plural. */
  unit: string;
}

const FACT_DESCRIPTIONS: Partial<Record<NumericFact, FactDescription>> = {
  turns: { title: "Conversation length", unit: "turns" },
  steps: { title: "Assistant turns", unit: "assistant turns" },
  acting_steps: { title: "Assistant turns that call", unit: "assistant turns" },
  parallel_steps: { title: "Assistant turns with parallel calls", unit: "assistant turns" },
  max_width: { title: "Widest assistant turn", unit: "calls in one turn, at most" },
  tool_calls: { title: "Tool calls", unit: "calls" },
  distinct_tools: { title: "Different tools", unit: "tools" },
  malformed: { title: "Calls that cannot be read", unit: "calls" },
  thoughts: { title: "Thoughts", unit: "thoughts" },
  think_chars: { title: "Thinking", unit: "characters" },
  think_words: { title: "Thinking", unit: "words" },
  answer_chars: { title: "Answers", unit: "characters" },
  tool_turns: { title: "Tool turns", unit: "tool turns" },
  responses: { title: "Tool responses", unit: "responses" },
  errors: { title: "Errors", unit: "failed calls" },
  unknown: { title: "Responses that cannot be judged", unit: "responses" },
  unanswered: { title: "Calls without a response", unit: "calls" },
  orphans: { title: "Responses without a call", unit: "responses" },
  recovered: { title: "Recoveries", unit: "failed calls recovered from" },
  repeats: { title: "Repeated calls", unit: "calls" },
};

/**
 * The words for a fact.
 *
 * @param fact The fact.
 * @returns Title and unit; the column's name where there are no better ones.
 */
export function describeFact(fact: NumericFact): FactDescription {
  const plain = fact.replaceAll("_", " ");
  return FACT_DESCRIPTIONS[fact] ?? { title: plain[0]!.toUpperCase() + plain.slice(1), unit: plain };
}

/** Kinds of letters and how wide the widest of them is in DejaVu Sans, in parts of the font size. */
const LETTER_WIDTHS: readonly [RegExp, number][] = [
  [/[ijltfIr.,:;'|!()[\] ]/, 0.44],
  [/[mwMW@%…]/, 1],
  [/[a-z0-9_"\-$?]/, 0.64],
  [/[A-Z]/, 0.79],
];
/** Bold letters are wider by so much. */
const BOLD_FACTOR = 1.13;

/**
 * About how wide a label is drawn, on the safe side: what may hold it must be laid out before the fonts are loaded.
 *
 * @param text One line.
 * @param size The font size, in px.
 * @param bold Whether it is bold.
 * @returns Px.
 */
export function estimateLabelWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const char of text) {
    em += LETTER_WIDTHS.find(([kind]) => kind.test(char))?.[1] ?? Math.max(1, unicodeWidth(char)) * 0.9;
  }
  return em * size * (bold ? BOLD_FACTOR : 1);
}
