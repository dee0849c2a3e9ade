/**
 * Text as Python 3.11 sees it: code points, not UTF-16 units, and `str.isspace` white space.
 *
 * @module
 */

// What str.isspace() and the regex \s accept. Unlike JavaScript's \s: U+001C–U+001F and U+0085 count, U+FEFF
// does not.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** One or more characters of Python's white space, for use in other patterns. */
export const SPACE_RUN: RegExp = new RegExp(`[${SPACE}]+`, "gu");

/**
 * Whether a UTF-16 unit is white space to Python's `str.isspace` (all such characters are below U+10000).
 *
 * @param unit The UTF-16 code unit, as `charCodeAt` gives it; NaN is not white space.
 * @returns True for white space.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isPythonSpace } from "tracebook";
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
 * import { skipSpace } from "tracebook";
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
 * import { skipSpaceBack } from "tracebook";
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
 * import { pythonStrip } from "tracebook";
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
 * import { pythonLength } from "tracebook";
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
 * import { pythonHead } from "tracebook";
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
