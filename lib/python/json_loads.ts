/**
 * Python's `json.loads`, to the letter: NaN, integers of any size kept apart from floats, the order of keys,
 * and which error is raised. `JSON.parse` cannot serve: it loses `1.0`, large integers and the order of
 * integer-like keys.
 *
 * @module
 */
import { type PythonDict, PythonFloat, type PythonJson } from "./json_value.ts";

/**
 * Python's `JSONDecodeError`: the text is not JSON. `index` is the UTF-16 index where reading failed.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { JsonDecodeError, pythonLoads } from "tracebook/python";
 *
 * const error = assertThrows(() => pythonLoads('{"a": 1,}'), JsonDecodeError);
 * assertEquals(error.message, "Expecting property name in double quotes at character 8");
 * ```
 */
export class JsonDecodeError extends SyntaxError {
  /** The error's name. */
  override name = "JsonDecodeError";
  /**
   * An error at one place of a text.
   *
   * @param reason What was wrong.
   * @param index UTF-16 index in the text.
   */
  constructor(reason: string, readonly index: number) {
    super(`${reason} at character ${index}`);
  }
}

/**
 * Where Python raises something other than `JSONDecodeError`: nesting too deep, or an integer of too many
 * digits.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { PythonLimitError, pythonLoads } from "tracebook/python";
 *
 * const error = assertThrows(() => pythonLoads(`[${"1".repeat(4301)}]`), PythonLimitError);
 * assertEquals(error.index, 1);
 * ```
 */
export class PythonLimitError extends RangeError {
  /** The error's name. */
  override name = "PythonLimitError";
  /**
   * An error at one place of a text.
   *
   * @param reason What was too much.
   * @param index UTF-16 index in the text.
   */
  constructor(reason: string, readonly index: number) {
    super(`${reason} at character ${index}`);
  }
}

/**
 * Reads one JSON value that begins at `from` and leaves what follows alone, as Python's `raw_decode` does.
 *
 * @param text The text.
 * @param from UTF-16 index of the value's first character.
 * @returns The value and the UTF-16 index behind it.
 * @throws {JsonDecodeError} If no JSON value begins there.
 * @throws {PythonLimitError} If it is nested too deep or holds an integer of more than 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonRawDecode } from "tracebook/python";
 *
 * assertEquals(pythonRawDecode("see [1, 2] here", 4), [[1, 2], 10]);
 * ```
 */
export function pythonRawDecode(text: string, from = 0): [PythonJson, number] {
  const scanned = scanJson(text, from);
  if (!(scanned instanceof ScanFailure)) return [scanned.value, scanned.end];
  const { kind, reason, index } = scanned;
  throw kind === "syntax" ? new JsonDecodeError(reason, index) : new PythonLimitError(reason, index);
}

/**
 * Reads a JSON text as Python's `json.loads` does: dicts as `Map`, floats as {@linkcode PythonFloat},
 * integers as `number` or, where those are not exact, `bigint`.
 *
 * @param text The JSON text.
 * @returns The value.
 * @throws {JsonDecodeError} If the text is not JSON as Python has it.
 * @throws {PythonLimitError} If it is nested too deep or holds an integer of more than 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumps, pythonLoads } from "tracebook/python";
 *
 * assertEquals(pythonDumps(pythonLoads('{"b": 1.0, "1": NaN, "b": 12345678901234567890}')),
 *   '{"b": 12345678901234567890, "1": NaN}');
 * ```
 * @see https://docs.python.org/3.11/library/json.html#json.loads
 */
export function pythonLoads(text: string): PythonJson {
  if (text.startsWith("\ufeff")) throw new JsonDecodeError("Unexpected UTF-8 BOM", 0);
  const [value, end] = pythonRawDecode(text, skipJsonSpace(text, 0));
  const rest = skipJsonSpace(text, end);
  if (rest !== text.length) throw new JsonDecodeError("Extra data", rest);
  return value;
}

/**
 * Why reading failed, and where. Not an `Error`: a hostile text fails hundreds of thousands of times, and
 * each stack trace would cost more than the reading.
 */
export class ScanFailure {
  /**
   * A failure at one place of a text.
   *
   * @param kind `syntax` where Python raises `JSONDecodeError`, `limit` where it raises something else.
   * @param reason What was wrong.
   * @param index UTF-16 index in the text.
   */
  constructor(readonly kind: "syntax" | "limit", readonly reason: string, readonly index: number) {}

  /** The reason with its place. */
  get message(): string {
    return `${this.reason} at character ${this.index}`;
  }
}

/** A value that was read, and the UTF-16 index behind it. */
export interface Scanned {
  /** The value. */
  value: PythonJson;
  /** UTF-16 index behind the value. */
  end: number;
}

/**
 * Reads one JSON value that begins at `from` and leaves what follows alone; never throws.
 *
 * @param text The text.
 * @param from UTF-16 index of the value's first character.
 * @returns The value and its end, or why and where reading failed.
 */
export function scanJson(text: string, from: number): Scanned | ScanFailure {
  try {
    const [value, end] = new Scanner(text).value(from, 0);
    return { value, end };
  } catch (failure) {
    if (failure instanceof ScanFailure) return failure;
    throw failure;
  }
}

/** Digits above which Python 3.11 refuses to read an integer (`sys.int_info.default_max_str_digits`). */
export const MAX_INT_DIGITS = 4300;
/** Nesting at which CPython 3.11's scanner, called as the tutorial calls it, raises `RecursionError`. */
export const MAX_DEPTH = 993;

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
// A run of characters that need no look: strict JSON allows none below U+0020.
// deno-lint-ignore no-control-regex -- control characters are what strict JSON forbids
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Reads JSON values out of a text, from given positions, as Python's scanner does. */
class Scanner {
  constructor(readonly text: string) {}

  /** The value that starts at `at` (no white space before it) and the index behind it. */
  value(at: number, depth: number): [PythonJson, number] {
    const { text } = this;
    switch (text[at]) {
      case '"':
        return this.string(at);
      case "{":
        return this.object(at, deeper(depth, at));
      case "[":
        return this.array(at, deeper(depth, at));
    }
    for (const [word, value] of WORDS) if (text.startsWith(word, at)) return [value, at + word.length];
    return this.number(at);
  }

  string(at: number): [string, number] {
    const { text } = this;
    let end = at + 1;
    let escaped = false;
    while (true) {
      PLAIN.lastIndex = end;
      PLAIN.test(text);
      end = PLAIN.lastIndex;
      const stop = text[end];
      if (stop === '"') break;
      if (stop === undefined) throw new ScanFailure("syntax", "Unterminated string", at);
      if (stop !== "\\") throw new ScanFailure("syntax", "Invalid control character", end);
      ESCAPE.lastIndex = end;
      if (!ESCAPE.test(text)) throw new ScanFailure("syntax", "Invalid escape", end);
      end = ESCAPE.lastIndex;
      escaped = true;
    }
    const value = escaped ? JSON.parse(text.slice(at, end + 1)) as string : text.slice(at + 1, end);
    return [value, end + 1];
  }

  object(at: number, depth: number): [PythonDict, number] {
    const { text } = this;
    const dict: PythonDict = new Map();
    let next = skipJsonSpace(text, at + 1);
    if (text[next] === "}") return [dict, next + 1];
    while (true) {
      if (text[next] !== '"') {
        throw new ScanFailure("syntax", "Expecting property name in double quotes", next);
      }
      const [key, afterKey] = this.string(next);
      next = skipJsonSpace(text, afterKey);
      if (text[next] !== ":") throw new ScanFailure("syntax", "Expecting ':' delimiter", next);
      const [value, afterValue] = this.value(skipJsonSpace(text, next + 1), depth);
      dict.set(key, value); // a repeated key keeps its first place and takes the last value, as a dict does
      next = skipJsonSpace(text, afterValue);
      if (text[next] === "}") return [dict, next + 1];
      if (text[next] !== ",") throw new ScanFailure("syntax", "Expecting ',' delimiter", next);
      next = skipJsonSpace(text, next + 1);
    }
  }

  array(at: number, depth: number): [PythonJson[], number] {
    const { text } = this;
    const list: PythonJson[] = [];
    let next = skipJsonSpace(text, at + 1);
    if (text[next] === "]") return [list, next + 1];
    while (true) {
      const [value, afterValue] = this.value(next, depth);
      list.push(value);
      next = skipJsonSpace(text, afterValue);
      if (text[next] === "]") return [list, next + 1];
      if (text[next] !== ",") throw new ScanFailure("syntax", "Expecting ',' delimiter", next);
      next = skipJsonSpace(text, next + 1);
    }
  }

  number(at: number): [PythonJson, number] {
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(this.text);
    if (!found) throw new ScanFailure("syntax", "Expecting value", at);
    const [digits, fraction, exponent] = found;
    const end = at + digits.length;
    if (fraction !== undefined || exponent !== undefined) return [new PythonFloat(Number(digits)), end];
    if (digits.length - (digits[0] === "-" ? 1 : 0) > MAX_INT_DIGITS) {
      throw new ScanFailure("limit", `Cannot read an integer of more than ${MAX_INT_DIGITS} digits`, at);
    }
    const small = Number(digits);
    // int("-0") is 0, so the sign of zero goes
    return [Number.isSafeInteger(small) ? small + 0 : BigInt(digits), end];
  }
}

const WORDS: [string, PythonJson][] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", new PythonFloat(NaN)],
  ["Infinity", new PythonFloat(Infinity)],
  ["-Infinity", new PythonFloat(-Infinity)],
];

function deeper(depth: number, at: number): number {
  if (depth >= MAX_DEPTH) {
    throw new ScanFailure("limit", `Cannot read JSON nested more than ${MAX_DEPTH} deep`, at);
  }
  return depth + 1;
}

/** The index of the first character at or after `from` that JSON does not count as white space. */
function skipJsonSpace(text: string, from: number): number {
  let at = from;
  for (let unit = text.charCodeAt(at); unit === 32 || unit === 10 || unit === 13 || unit === 9;) {
    unit = text.charCodeAt(++at);
  }
  return at;
}

/** The index behind the last character before `to` that JSON does not count as white space. */
export function skipJsonSpaceBack(text: string, to: number): number {
  let at = to;
  for (let unit = text.charCodeAt(at - 1); unit === 32 || unit === 10 || unit === 13 || unit === 9;) {
    unit = text.charCodeAt(--at - 1);
  }
  return at;
}
