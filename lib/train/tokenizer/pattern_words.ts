import type { WordSplitter } from "./word_splitter.ts";

/**
 * Words by regular expressions, for patterns that are not written out by hand: the matches of the first and
 * what lies between them, each cut in the same way by the next.
 *
 * @param patterns The expressions, global and over code points; none leaves a text whole.
 * @returns The words' ends.
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

/** Where the pieces of the pieces end that end at the cuts. */
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

/** The bytes that a code unit adds; each half of a pair adds two. */
function utf8Length(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
