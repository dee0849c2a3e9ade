import { pythonFloatRepr } from "./float_repr.ts";
import { PythonFloat, type PythonJson } from "./json_value.ts";
import { PRINTABLE_SINCE_PYTHON_3_11 } from "./unicode_14.ts";

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
 * import { pythonLoads, pythonStr } from "tracebook";
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
 * import { pythonRepr } from "tracebook";
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
