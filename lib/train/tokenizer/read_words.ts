import { patternWords } from "./pattern_words.ts";
import { wordEnds } from "./split_words.ts";
import { translatePattern } from "./translate_pattern.ts";
import type { WordSplitter } from "./word_splitter.ts";

/** The pattern that Qwen and Llama 3 share, by how many numbers make a word. */
const shared = (numbers: string) =>
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|${numbers}| ?[^\s\p{L}\p{N}]+[\r\n]*|` +
  String.raw`\s*[\r\n]+|\s+(?!\S)|\s+`;

/** Patterns that are written out by hand. */
const BY_HAND: Readonly<Record<string, WordSplitter>> = {
  [shared(String.raw`\p{N}`)]: wordEnds(1),
  [shared(String.raw`\p{N}{1,3}`)]: wordEnds(3),
};

/** The pattern of GPT-2, which a `ByteLevel` applies unless told not to. */
const GPT_2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/**
 * How a tokenizer cuts a text into words: any patterns that split, and at the end bytes for characters.
 *
 * @param preTokenizer The `pre_tokenizer` of a `tokenizer.json`.
 * @returns The words; undefined if it does something else.
 */
export function readWords(preTokenizer: unknown): WordSplitter | undefined {
  const patterns = patternsOf(preTokenizer);
  if (!patterns) return undefined;
  const byHand = patterns.length === 1 ? BY_HAND[patterns[0]!] : undefined;
  if (byHand) return byHand;
  const expressions = patterns.map(translatePattern);
  return expressions.every((expression) => expression !== undefined) ? patternWords(expressions) : undefined;
}

interface Step {
  type?: unknown;
  pretokenizers?: readonly (Step | null)[];
  pattern?: { Regex?: unknown };
  behavior?: unknown;
  invert?: unknown;
  add_prefix_space?: unknown;
  use_regex?: unknown;
}

function patternsOf(preTokenizer: unknown): string[] | undefined {
  const whole = preTokenizer as Step | null | undefined;
  const steps = whole?.type === "Sequence" ? whole.pretokenizers ?? [] : [whole];
  const last = steps.at(-1);
  if (last?.type !== "ByteLevel" || last.add_prefix_space !== false) return undefined;
  const patterns: string[] = [];
  for (const step of steps.slice(0, -1)) {
    const pattern = step?.pattern?.Regex;
    if (step?.type !== "Split" || step.behavior !== "Isolated" || step.invert !== false) return undefined;
    if (typeof pattern !== "string") return undefined;
    patterns.push(pattern);
  }
  return last.use_regex === false ? patterns : [...patterns, GPT_2];
}
