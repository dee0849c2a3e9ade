import { wordEnds, type WordSplitter } from "./split_words.ts";

/**
 * Translates a pattern of `tokenizer.json`, which is Oniguruma's, into a regular expression of ours that
 * matches the same. Only what means the same in both is translated: characters and classes of them, the
 * properties of letters, marks, numbers, punctuation and symbols, groups, lookahead, greedy and lazy
 * repetition, and the English contractions in either case. Undefined if the pattern holds something else.
 * @see https://github.com/kkos/oniguruma/blob/master/doc/RE
 */
export function translatePattern(pattern: string): RegExp | undefined {
  let source = "";
  let inClass = false;
  for (let rest = pattern; rest !== "";) {
    const rules: readonly Rule[] = inClass ? CLASS_RULES : RULES;
    const [lexeme = "", write] = rules.map(([find, write]) => [find.exec(rest)?.[0], write] as const)
      .find(([lexeme]) => lexeme) ?? [];
    if (!write) return undefined;
    if (/^\[\^?$/.test(lexeme)) inClass = true;
    else if (lexeme === "]") inClass = false;
    source += write(lexeme);
    rest = rest.slice(lexeme.length);
  }
  try {
    const expression = new RegExp(source, "gu");
    // what matches nothing at all is counted differently by the two
    return inClass || new RegExp(source, "u").test("") ? undefined : expression;
  } catch {
    return undefined;
  }
}

/** What is looked for at the beginning of the rest, and how it is written; undefined if that is not known. */
type Rule = readonly [find: RegExp, write: ((lexeme: string) => string) | undefined];

const asItIs = (lexeme: string) => lexeme;

/** White space as Oniguruma has it, with U+0085 and without U+FEFF; V8's `\s` is the other way around. */
const SPACES = String.raw`\p{White_Space}`;

/** Escapes that stand for a character, in and outside of a class. */
const ESCAPES: readonly Rule[] = [
  [/^\\[pP]\{[LMNPS][a-z]?\}/, asItIs],
  [/^\\[rntf]/, asItIs],
  [/^\\[\^$\\.*+?()[\]{}|/]/, asItIs],
  [/^\\[!"#%&',:;<=>@_`~ ]/, (lexeme) => lexeme.slice(1)],
  [/^\\-/, () => String.raw`\x2d`],
  [/^\\d/, () => String.raw`\p{Nd}`],
  [/^\\s/, () => SPACES],
];

const CLASS_RULES: readonly Rule[] = [
  ...ESCAPES,
  [/^\]/, asItIs],
  // a class inside a class, or what two classes share
  [/^(?:\[|&&)/, undefined],
  [/^[^\\]/u, asItIs],
];

const RULES: readonly Rule[] = [
  ...ESCAPES,
  [/^\\S/, () => String.raw`\P{White_Space}`],
  [/^\(\?i:'s\|'t\|'re\|'ve\|'m\|'ll\|'d\)/, asItIs],
  [/^\((?:\?[:!=]|(?!\?))/, asItIs],
  [/^[)|]/, asItIs],
  // not what follows a `+`, which gives nothing back in Oniguruma
  [/^(?:[?*+]|\{\d+(?:,\d*)?\}(?!\?))\??(?!\+)/, asItIs],
  [/^\[\^?(?!\])/, asItIs],
  [/^[^\\.^$[\]{}?*+()|]/u, asItIs],
];

/** Returns the pattern that Qwen and Llama 3 share, which differs in how many numbers make a word. */
const shared = (numbers: string) =>
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|${numbers}| ?[^\s\p{L}\p{N}]+[\r\n]*|` +
  String.raw`\s*[\r\n]+|\s+(?!\S)|\s+`;

/** Patterns with a word splitter written out by hand. */
const BY_HAND: Readonly<Record<string, WordSplitter>> = {
  [shared(String.raw`\p{N}`)]: wordEnds(1),
  [shared(String.raw`\p{N}{1,3}`)]: wordEnds(3),
};

/** The pattern of GPT-2, which a `ByteLevel` applies unless told not to. */
const GPT_2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/**
 * How a tokenizer cuts a text into words: any patterns that split, and at the end bytes for characters.
 * Undefined if it does something else.
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

/**
 * Words by regular expressions, for patterns that are not written out by hand: the matches of the first and
 * what lies between them, each cut in the same way by the next.
 */
export function patternWords(patterns: readonly RegExp[]): WordSplitter {
  return (text) => {
    let cuts = [text.length];
    for (const pattern of patterns) cuts = cutAgain(text, cuts, pattern);
    let word = 0;
    let unit = 0;
    return (at) => {
      const end = cuts[word++]!;
      for (; unit < end; unit++) at += utf8Length(text.charCodeAt(unit));
      return at;
    };
  };
}

/** Cuts each piece again by a pattern; returns where the smaller pieces end. */
function cutAgain(text: string, cuts: readonly number[], pattern: RegExp): number[] {
  const finer: number[] = [];
  let start = 0;
  for (const end of cuts) {
    let done = 0;
    for (const match of text.slice(start, end).matchAll(pattern)) {
      if (match.index > done) finer.push(start + match.index);
      done = match.index + match[0].length;
      finer.push(start + done);
    }
    if (start + done < end) finer.push(end);
    start = end;
  }
  return finer;
}

/** Returns how many bytes of UTF-8 a code unit adds; each half of a pair adds two. */
function utf8Length(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
