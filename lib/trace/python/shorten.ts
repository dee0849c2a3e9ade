import { pythonHead, pythonLength, pythonStrip, SPACE_RUN } from "./text.ts";
import { LETTER_CLASS, WORD_CLASS } from "./unicode_14.ts";

const PLACEHOLDER = " [...]";

const PUNCTUATED = `[${WORD_CLASS}!"'&.,?]`;
// The pieces at whose ends textwrap may break: a space run, a dash between words, a word up to one of its
// hyphens.
const PIECE = new RegExp(
  ` +|(?<=${PUNCTUATED})-{2,}(?=${WORD_CLASS})|[^ ]+?(?:` +
    `-(?:(?<=${LETTER_CLASS}{2}-)|(?<=${LETTER_CLASS}-${LETTER_CLASS}-))(?=${LETTER_CLASS}-?${LETTER_CLASS})` +
    `|(?= |$)|(?<=${PUNCTUATED})(?=-{2,}${WORD_CLASS}))`,
  "gv",
);

/**
 * Shortens a text as Python's `textwrap.shorten(text, width)` does: white space folded to single spaces, then
 * as many whole words (or parts up to a hyphen) as fit, then ` [...]`.
 *
 * @param text Any text.
 * @param width Characters (code points) to keep at most, at least 5.
 * @returns The shortened text.
 * @throws {RangeError} If the width does not hold the placeholder.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shorten } from "tracebook";
 *
 * assertEquals(shorten("Hello  world!", 12), "Hello world!");
 * assertEquals(shorten("Hello  world!", 11), "Hello [...]");
 * ```
 * @see https://docs.python.org/3.11/library/textwrap.html#textwrap.shorten
 */
export function shorten(text: string, width: number): string {
  if (width < PLACEHOLDER.length - 1) {
    throw new RangeError(`Cannot shorten to ${width}: the placeholder is too large`);
  }
  const whole = pythonStrip(text).replace(SPACE_RUN, " ");
  if (whole.length <= width) return whole;
  const folded = beginning(whole, width);

  const pieces: string[] = [];
  let used = 0;
  let overflow = "";
  for (const [piece] of folded.matchAll(PIECE)) {
    const length = pythonLength(piece);
    if (used + length > width) {
      overflow = piece;
      break;
    }
    pieces.push(piece);
    used += length;
  }
  if (overflow === "") return whole;
  if (pythonLength(overflow) > width) {
    pieces.push(breakLongWord(overflow, width - used));
    used += pythonLength(pieces.at(-1)!);
  }
  while (pieces.length > 0) {
    const last = pieces.at(-1)!;
    if (last !== " " && used + PLACEHOLDER.length <= width) return pieces.join("") + PLACEHOLDER;
    pieces.pop();
    used -= pythonLength(last);
  }
  return PLACEHOLDER.trimStart();
}

/**
 * As much of a text as decides what is kept of it: the pieces that fit, and enough of the next to see that it
 * does not. Without this cut a word of many megabytes would exhaust the pattern's stack.
 */
function beginning(text: string, width: number): string {
  let end = 4 * width + 16; // twice the width in code points, each of two units, and what the pattern looks ahead
  while (text[end - 1] === "-") end++;
  return text.slice(0, end + 1);
}

/** As much of a word as fits into `room`: up to its last hyphen there, unless only hyphens come before it. */
function breakLongWord(word: string, room: number): string {
  const head = pythonHead(word, room);
  const hyphen = head.lastIndexOf("-");
  return hyphen > 0 && /[^-]/.test(head.slice(0, hyphen)) ? head.slice(0, hyphen + 1) : head;
}
