import type { AddedToken } from "./added_tokens.ts";

/**
 * Takes a text apart at the added tokens in it.
 *
 * @param text The text.
 * @param onText Called with each text between them that is not empty, and where it begins.
 * @param onToken Called with the id of each token, and where it begins and ends.
 */
export type SplitAdded = (
  text: string,
  onText: (text: string, start: number) => void,
  onToken: (id: number, start: number, end: number) => void,
) => void;

/**
 * Makes the function that finds added tokens in texts, as the Rust tokenizer does: of those that begin
 * first the longest, with the spaces beside it that its flags give it.
 *
 * @param tokens The tokens.
 * @returns The function.
 */
export function splitAdded(tokens: readonly AddedToken[]): SplitAdded {
  if (tokens.length === 0) return (text, onText) => text && onText(text, 0);
  const byContent = new Map(tokens.map((token) => [token.content, token]));
  const longestFirst = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(longestFirst.map((content) => RegExp.escape(content)).join("|"), "g");

  return (text, onText, onToken) => {
    let done = 0;
    any.lastIndex = 0;
    for (let match = any.exec(text); match; match = any.exec(text)) {
      const { id, singleWord, lstrip, rstrip } = byContent.get(match[0])!;
      let start = match.index;
      let end = start + match[0].length;
      if (singleWord && WORD_BEFORE.test(text.slice(Math.max(0, start - 2), start))) continue;
      if (singleWord && WORD_AFTER.test(text.slice(end, end + 2))) continue;
      while (lstrip && start > done && SPACE.test(text[start - 1]!)) start--;
      while (rstrip && end < text.length && SPACE.test(text[end]!)) end++;
      if (start > done) onText(text.slice(done, start), done);
      onToken(id, start, end);
      done = end;
    }
    if (done < text.length) onText(text.slice(done), done);
  };
}

/** `\s` and `\w` are here those of Rust's own regular expressions. */
const SPACE = /^\p{White_Space}$/u;
const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
const WORD_BEFORE = new RegExp(`${WORD}$`, "u");
const WORD_AFTER = new RegExp(`^${WORD}`, "u");
