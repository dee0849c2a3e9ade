import { whole } from "../../display/numbers.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** No clipped text gets fewer tokens: the mark needs them. */
export const LEAST_TOKENS = 24;

/**
 * A text without its middle; a mark says how much is missing.
 *
 * @param text The text.
 * @param most How many tokens it may take, at least 24.
 * @param tokenizer The tokenizer.
 * @returns The text as it is if it is short enough; else beginning and end in equal parts.
 */
export function clipText(text: string, most: number, tokenizer: Tokenizer): string {
  const { ids, starts, ends } = tokenizer.encodeWithPlaces(text);
  if (ids.length <= most) return text;
  // cut ends may take more tokens by themselves than they did in the text
  for (let kept = most - 1; kept > 0; kept--) {
    const head = ends[Math.ceil(kept / 2) - 1]!;
    const tail = Math.max(head, starts[ids.length - Math.floor(kept / 2)] ?? text.length);
    const clipped = `${text.slice(0, head)}${mark(tail - head)}${text.slice(tail)}`;
    const excess = tokenizer.encode(clipped).length - most;
    if (excess <= 0) return clipped;
    kept -= excess - 1;
  }
  return mark(text.length);
}

const mark = (characters: number) => `\n[… ${whole(characters)} characters left out …]\n`;

/**
 * How much each of several texts may take so that all fit: the longest are cut to one length, shorter ones stay.
 *
 * @param lengths Their lengths.
 * @param room What they may take together.
 * @returns The most that one may take; Infinity if all fit as they are.
 */
export function equalShare(lengths: readonly number[], room: number): number {
  const sorted = lengths.toSorted((a, b) => a - b);
  let left = room;
  for (const [i, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - i));
    if (length > share) return share;
    left -= length;
  }
  return Infinity;
}
