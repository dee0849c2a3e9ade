/**
 * Text as Python 3.11 sees it: code points, not UTF-16 units, and `str.isspace` white space.
 *
 * @module
 */
import { LETTER_CLASS, WORD_CLASS } from "./repr.ts";

// What str.isspace() and the regex \s accept. Unlike JavaScript's \s: U+001C–U+001F and U+0085 count, U+FEFF
// does not.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** One or more characters of Python's white space, for use in other patterns. */
const SPACE_RUN: RegExp = new RegExp(`[${SPACE}]+`, "gu");

/**
 * Whether a UTF-16 unit is white space to Python's `str.isspace` (all such characters are below U+10000).
 *
 * @param unit The UTF-16 code unit, as `charCodeAt` gives it; NaN is not white space.
 * @returns True for white space.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isPythonSpace } from "tracebook/python";
 *
 * assertEquals(isPythonSpace("\x1c".charCodeAt(0)), true);
 * assertEquals(isPythonSpace("\ufeff".charCodeAt(0)), false);
 * ```
 * @see https://docs.python.org/3.11/library/stdtypes.html#str.isspace
 */
export function isPythonSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 28 && unit <= 31);
  return unit === 0x85 || unit === 0xa0 || unit === 0x1680 || (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/**
 * The first index at or after `from` that is not white space.
 *
 * @param text The text.
 * @param from UTF-16 index to start at.
 * @returns A UTF-16 index, at most `text.length`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { skipSpace } from "tracebook/python";
 *
 * assertEquals(skipSpace("a \n b", 1), 4);
 * ```
 */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (isPythonSpace(text.charCodeAt(at))) at++;
  return at;
}

/**
 * The first index at or after `from` below which everything, back from `to`, is white space: the end of
 * `text.slice(from, to)` stripped on the right.
 *
 * @param text The text.
 * @param from UTF-16 index not to go below.
 * @param to UTF-16 index to start at, exclusive.
 * @returns A UTF-16 index between `from` and `to`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { skipSpaceBack } from "tracebook/python";
 *
 * assertEquals(skipSpaceBack("a \n b", 0, 4), 1);
 * ```
 */
export function skipSpaceBack(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isPythonSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/**
 * The text without white space at its ends, as Python's `str.strip()` leaves it.
 *
 * @param text Any text.
 * @returns The stripped text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonStrip } from "tracebook/python";
 *
 * assertEquals(pythonStrip("\x1d a \u3000"), "a");
 * assertEquals(pythonStrip("\ufeffa"), "\ufeffa");
 * ```
 * @see https://docs.python.org/3.11/library/stdtypes.html#str.strip
 */
export function pythonStrip(text: string): string {
  const start = skipSpace(text, 0);
  return text.slice(start, skipSpaceBack(text, start, text.length));
}

const SURROGATE = /[\ud800-\udfff]/;
const SURROGATE_PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/**
 * How many Unicode code points a text has, as Python's `len(str)` counts.
 *
 * @param text Any text; a lone surrogate counts as one.
 * @returns Code points.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonLength } from "tracebook/python";
 *
 * assertEquals("a🙂".length, 3);
 * assertEquals(pythonLength("a🙂"), 2);
 * ```
 */
export function pythonLength(text: string): number {
  // The engine knows without looking that a text of narrow characters has none, which most texts are.
  if (!SURROGATE_PAIR.test(text)) return text.length;
  let pairs = 0;
  for (let at = 1; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) pairs++;
  }
  return text.length - pairs;
}

/**
 * The first `count` code points of a text, as Python's `text[:count]`.
 *
 * @param text Any text.
 * @param count How many code points, at least 0.
 * @returns The beginning of the text; never half a surrogate pair.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonHead } from "tracebook/python";
 *
 * assertEquals(pythonHead("🙂🙃", 1), "🙂");
 * ```
 */
export function pythonHead(text: string, count: number): string {
  if (text.length <= count) return text;
  const units = text.slice(0, count);
  if (!SURROGATE.test(units)) return units;
  let at = 0;
  for (let taken = 0; taken < count && at < text.length; taken++) {
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  return text.slice(0, at);
}

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
 * import { shorten } from "tracebook/python";
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
