import { PythonFloat, pythonFloatRepr, type PythonJson } from "./json_value.ts";

// str.isprintable() is false for these categories; the space is the one separator that is printable.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;

// All of ASCII that is printable, but for the quote and the backslash, needs no look.
const MAY_NEED_ESCAPE = /[^ -&(-[\]-~]/gu;

/**
 * A JSON value as Python's `str()` shows it, which is what an f-string inserts: a text as it is, anything
 * else by `repr`.
 *
 * @param value A value as `pythonLoads` returns it.
 * @returns The text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonLoads, pythonStr } from "tracebook/python";
 *
 * assertEquals(pythonStr(null), "None");
 * assertEquals(pythonStr(pythonLoads('{"a": ["it\'s", true, 1.50]}')), `{'a': ["it's", True, 1.5]}`);
 * ```
 */
export function pythonStr(value: PythonJson): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

/**
 * A JSON value as Python's `repr()` shows it: texts in quotes, with what is not printable escaped.
 *
 * @param value A value as `pythonLoads` returns it.
 * @returns The text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonRepr } from "tracebook/python";
 *
 * assertEquals(pythonRepr("it's\u200b"), `"it's\\u200b"`);
 * ```
 */
export function pythonRepr(value: PythonJson): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return reprText(value);
  if (value instanceof PythonFloat) return pythonFloatRepr(value.value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (value instanceof Map) {
    return `{${[...value].map(([key, item]) => `${reprText(key)}: ${pythonRepr(item)}`).join(", ")}}`;
  }
  return String(value);
}

function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replace(MAY_NEED_ESCAPE, (char) => reprChar(char, quote)) + quote;
}

function reprChar(char: string, quote: string): string {
  if (char === quote || char === "\\") return `\\${char}`;
  if (char === "\n") return "\\n";
  if (char === "\r") return "\\r";
  if (char === "\t") return "\\t";
  if (char === " " || !(UNPRINTABLE.test(char) || PRINTABLE_SINCE_PYTHON_3_11.test(char))) return char;
  const code = char.codePointAt(0)!;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/**
 * A number with a fixed count of decimals as Python's `format(value, ".1f")` writes it: rounded on its exact
 * binary value, ties to the even digit (JavaScript's `toFixed` rounds ties up); `nan` for null.
 *
 * @param value The number; null stands for the mean of nothing.
 * @param decimals Digits behind the point.
 * @returns The text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonFixed } from "tracebook/python";
 *
 * assertEquals([0.25, 0.75, 2.45].map((value) => pythonFixed(value, 1)), ["0.2", "0.8", "2.5"]);
 * ```
 * @see https://docs.python.org/3.11/library/string.html#format-specification-mini-language
 */
export function pythonFixed(value: number | null, decimals: number): string {
  if (value === null) return "nan";
  const exact = value.toFixed(100);
  const kept = exact.slice(0, exact.indexOf(".") + 1 + decimals);
  const isTie = /^50*$/.test(exact.slice(kept.length));
  return isTie && Number(kept.at(-1)) % 2 === 0 ? kept : value.toFixed(decimals);
}

/**
 * Python 3.11 knows Unicode 14; V8 knows a later version. These code points were assigned in between: to
 * Python they are neither word characters nor printable. Found by comparing `str.isprintable` and
 * `str.isalnum` over all code points with V8's `\p{…}` classes; on every other code point the two agree.
 *
 * @see https://www.unicode.org/Public/UCD/latest/ucd/DerivedAge.txt
 */
const SINCE_UNICODE_14 = `
897 cf3 ece 1b4e-1b4f 1b7f 1c89-1c8a 2427-2429 2ffc-2fff 31e4-31e5 31ef a7cb-a7cd a7da-a7dc
105c0-105f3 10d40-10d65 10d69-10d85 10d8e-10d8f 10ec2-10ec4 10efc-10eff 1123f-11241 11380-11389
1138b 1138e 11390-113b5 113b7-113c0 113c2 113c5 113c7-113ca 113cc-113d5 113d7-113d8 113e1-113e2
116d0-116e3 11b00-11b09 11bc0-11be1 11bf0-11bf9 11f00-11f10 11f12-11f3a 11f3e-11f5a 1342f
13440-13455 13460-143fa 16100-16139 16d40-16d79 18cff 1b132 1b155 1cc00-1ccf9 1cd00-1ceb3
1d2c0-1d2d3 1df25-1df2a 1e030-1e06d 1e08f 1e4d0-1e4f9 1e5d0-1e5fa 1e5ff 1f6dc 1f774-1f776
1f77b-1f77f 1f7d9 1f8b2-1f8bb 1f8c0-1f8c1 1fa75-1fa77 1fa87-1fa89 1fa8f 1faad-1faaf 1fabb-1fabf
1fac6 1face-1facf 1fada-1fadc 1fadf 1fae8-1fae9 1faf7-1faf8 1fbcb-1fbef 2b739 2ebf0-2ee5d
31350-323af
`.trim().split(/\s+/).map((range) => range.split("-").map((code) => String.raw`\u{${code}}`).join("-")).join(
  "",
);

/** One character that is printable now and was unassigned in Unicode 14. */
const PRINTABLE_SINCE_PYTHON_3_11: RegExp = new RegExp(`[${SINCE_UNICODE_14}]`, "v");

/** Source of a `v`-mode class: what Python's `\w` matches. */
export const WORD_CLASS: string = String.raw`[[\p{L}\p{N}_]--[${SINCE_UNICODE_14}]]`;

/**
 * Source of a `v`-mode class: what Python's `[^\d\W]` matches, word characters that are no decimal digits.
 */
export const LETTER_CLASS: string = String.raw`[${WORD_CLASS}--\p{Nd}]`;
