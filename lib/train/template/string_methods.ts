import { isPythonSpace, type PythonJson, pythonLength, skipSpace, skipSpaceBack } from "../../python/mod.ts";

/** A method of Python's `str`: the text, then the arguments. */
export type StringMethod = (text: string, ...args: PythonJson[]) => PythonJson;

/** The ends of a text from which `strip` removes characters. */
type Ends = "left" | "right" | "both";

/** `strip`, `lstrip` or `rstrip`: white space, or any of the given characters. */
const strip = (ends: Ends): StringMethod => (text, chars = null) => {
  const [left, right] = [ends !== "right", ends !== "left"];
  if (typeof chars !== "string") {
    const start = left ? skipSpace(text, 0) : 0;
    return text.slice(start, right ? skipSpaceBack(text, start, text.length) : text.length);
  }
  const taken = new Set(chars);
  let start = 0;
  let end = text.length;
  for (let char; left && start < end && taken.has(char = charAt(text, start)); start += char.length);
  for (let char; right && end > start && taken.has(char = charBefore(text, end)); end -= char.length);
  return text.slice(start, end);
};

const charAt = (text: string, at: number) => String.fromCodePoint(text.codePointAt(at)!);

function charBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : text[at - 1]!;
}

/** Returns a limit of splits as Python reads it: below zero there is none. */
const limitOf = (most: PythonJson) => Number(most) < 0 ? Infinity : Number(most);

/** `str.split`: at a separator, or at runs of white space. */
const split: StringMethod = (text, separator = null, most = -1) => {
  const limit = limitOf(most);
  if (separator === null) return splitAtSpace(text, limit);
  if (typeof separator !== "string" || separator === "") throw new RangeError("empty separator");
  const parts = text.split(separator);
  if (parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
};

function splitAtSpace(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (let at = skipSpace(text, 0); at < text.length;) {
    let end = at;
    while (end < text.length && (parts.length >= limit || !isPythonSpace(text.charCodeAt(end)))) end++;
    parts.push(text.slice(at, end));
    at = skipSpace(text, end);
  }
  return parts;
}

const rsplit: StringMethod = (text, separator = null, most = -1) => {
  const parts = split(text, separator) as string[];
  const limit = limitOf(most);
  if (parts.length <= limit + 1) return parts;
  if (typeof separator !== "string") throw new RangeError("rsplit with a limit needs a separator");
  const kept = parts.length - limit;
  return [parts.slice(0, kept).join(separator), ...parts.slice(kept)];
};

function capitalize(text: string): string {
  const first = text === "" ? "" : charAt(text, 0);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/**
 * The methods of `str` that the interpreter lacks, or has otherwise than Python: its `strip` ignores which characters
 * to take off, and white space is JavaScript's.
 *
 * @see https://docs.python.org/3.11/library/stdtypes.html#string-methods
 */
export const STRING_METHODS: ReadonlyMap<string, StringMethod> = new Map<string, StringMethod>([
  ["strip", strip("both")],
  ["lstrip", strip("left")],
  ["rstrip", strip("right")],
  ["split", split],
  ["rsplit", rsplit],
  ["join", (text, items) => (items as string[]).join(text)],
  ["capitalize", capitalize],
  ["title", (text) => text.replace(/\p{Cased}+/gu, capitalize)],
  ["removeprefix", (text, start) => text.startsWith(String(start)) ? text.slice(String(start).length) : text],
  [
    "removesuffix",
    (text, end) => text.endsWith(String(end)) ? text.slice(0, text.length - String(end).length) : text,
  ],
  ["count", (text, part) => part === "" ? pythonLength(text) + 1 : text.split(String(part)).length - 1],
  ["find", (text, part) => {
    const at = text.indexOf(String(part));
    return at < 0 ? -1 : pythonLength(text.slice(0, at));
  }],
]);
