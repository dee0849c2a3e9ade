import { unicodeWidth } from "../../display/mod.ts";
import type { NumericFact, ToolName } from "../../measure/mod.ts";

// Characters that XML forbids or that reorder the text around them: no label may hold them.
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

/**
 * Makes a label for each name (null: a missing one): one line, printable, shortened in the middle to `longest` code points,
 * and different from all others, by a number behind it if need be, so that no two names share a bar.
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

/** Joins the pieces of a subtitle by middle dots into lines of at most `longest` characters; a longer piece has its own line. */
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

/** Result of {@linkcode describeFact}. */
interface FactDescription {
  /** Title of a chart of the fact. */
  title: string;
  /** What the fact counts, in the plural. */
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

/** Returns title and unit of a fact, made of the column's name if nothing better is known. */
export function describeFact(fact: NumericFact): FactDescription {
  const plain = fact.replaceAll("_", " ");
  return FACT_DESCRIPTIONS[fact] ?? { title: plain[0]!.toUpperCase() + plain.slice(1), unit: plain };
}

/** Kinds of characters, and the width of the widest of them in DejaVu Sans, in em. */
const LETTER_WIDTHS: readonly [RegExp, number][] = [
  [/[ijltfIr.,:;'|!()[\] ]/, 0.44],
  [/[mwMW@%…]/, 1],
  [/[a-z0-9_"\-$?]/, 0.64],
  [/[A-Z]/, 0.79],
];
/** How much wider bold letters are. */
const BOLD_FACTOR = 1.13;

/** Estimates the width of a line in px, rather too wide; specs are made before the fonts are loaded. */
export function estimateLabelWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const char of text) {
    em += LETTER_WIDTHS.find(([kind]) => kind.test(char))?.[1] ?? Math.max(1, unicodeWidth(char)) * 0.9;
  }
  return em * size * (bold ? BOLD_FACTOR : 1);
}
