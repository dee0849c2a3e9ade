/**
 * Translates a pattern of `tokenizer.json`, which is Oniguruma's, into a regular expression of ours that
 * matches the same. Only what means the same in both is translated: characters and classes of them, the
 * properties of letters, marks, numbers, punctuation and symbols, groups, lookahead, greedy and lazy
 * repetition, and the English contractions in either case.
 *
 * @param pattern The pattern.
 * @returns The regular expression, with the flags `gu`; undefined if the pattern holds something else.
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

/** Oniguruma counts U+0085 as a space and U+FEFF not; with V8 it is the other way around. */
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
