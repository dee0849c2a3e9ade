/**
 * Python's `json.loads`, to the letter: NaN, integers of any size kept apart from floats, the order of keys, and
 * which error is raised. `JSON.parse` cannot serve: it loses `1.0`, large integers and the order of integer-like keys.
 *
 * @module
 */

/** A Python float; kept apart from integers because `json.dumps` writes `1.0` and `1` differently. */
export class PythonFloat {
  /**
   * Wraps a double.
   *
   * @param value The number, as IEEE 754 double.
   */
  constructor(readonly value: number) {}
}

/** A Python dict with text keys, in insertion order. */
export type PythonDict = Map<string, PythonJson>;

/** What `json.loads` returns: `number` is an integer that is exact, `bigint` a larger one. */
export type PythonJson = null | boolean | string | number | bigint | PythonFloat | PythonJson[] | PythonDict;

/** Python's `JSONDecodeError`: the text is not JSON. `index` is the UTF-16 index where reading failed. */
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

/** Where Python raises something other than `JSONDecodeError`: nesting too deep, or an integer of too many digits. */
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

/** Digits above which Python 3.11 refuses to read an integer (`sys.int_info.default_max_str_digits`). */
const MAX_INT_DIGITS = 4300;
/** Nesting at which CPython 3.11's scanner, called as the tutorial calls it, raises `RecursionError`. */
const MAX_DEPTH = 993;

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
      if (stop === undefined) throw new JsonDecodeError("Unterminated string", at);
      if (stop !== "\\") throw new JsonDecodeError("Invalid control character", end);
      ESCAPE.lastIndex = end;
      if (!ESCAPE.test(text)) throw new JsonDecodeError("Invalid escape", end);
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
      if (text[next] !== '"') throw new JsonDecodeError("Expecting property name in double quotes", next);
      const [key, afterKey] = this.string(next);
      next = skipJsonSpace(text, afterKey);
      if (text[next] !== ":") throw new JsonDecodeError("Expecting ':' delimiter", next);
      const [value, afterValue] = this.value(skipJsonSpace(text, next + 1), depth);
      dict.set(key, value); // a repeated key keeps its first place and takes the last value, as a dict does
      next = skipJsonSpace(text, afterValue);
      if (text[next] === "}") return [dict, next + 1];
      if (text[next] !== ",") throw new JsonDecodeError("Expecting ',' delimiter", next);
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
      if (text[next] !== ",") throw new JsonDecodeError("Expecting ',' delimiter", next);
      next = skipJsonSpace(text, next + 1);
    }
  }

  number(at: number): [PythonJson, number] {
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(this.text);
    if (!found) throw new JsonDecodeError("Expecting value", at);
    const [digits, fraction, exponent] = found;
    const end = at + digits.length;
    if (fraction !== undefined || exponent !== undefined) return [new PythonFloat(Number(digits)), end];
    if (digits.length - (digits[0] === "-" ? 1 : 0) > MAX_INT_DIGITS) {
      throw new PythonLimitError(`Cannot read an integer of more than ${MAX_INT_DIGITS} digits`, at);
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
    throw new PythonLimitError(`Cannot read JSON nested more than ${MAX_DEPTH} deep`, at);
  }
  return depth + 1;
}

function skipJsonSpace(text: string, from: number): number {
  let at = from;
  for (let unit = text.charCodeAt(at); unit === 32 || unit === 10 || unit === 13 || unit === 9;) {
    unit = text.charCodeAt(++at);
  }
  return at;
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
 * import { pythonRawDecode } from "tracebook";
 *
 * assertEquals(pythonRawDecode("see [1, 2] here", 4), [[1, 2], 10]);
 * ```
 */
export function pythonRawDecode(text: string, from = 0): [PythonJson, number] {
  return new Scanner(text).value(from, 0);
}

/**
 * Reads a JSON text as Python's `json.loads` does: dicts as `Map`, floats as {@linkcode PythonFloat}, integers as
 * `number` or, where those are not exact, `bigint`.
 *
 * @param text The JSON text.
 * @returns The value.
 * @throws {JsonDecodeError} If the text is not JSON as Python has it.
 * @throws {PythonLimitError} If it is nested too deep or holds an integer of more than 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumps, pythonLoads } from "tracebook";
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
