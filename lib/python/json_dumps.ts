import { PythonFloat, pythonFloatRepr, type PythonJson } from "./json_value.ts";

const SHORT: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
};

const escapeUnit = (unit: string): string =>
  SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * A text as a JSON string in ASCII, as `json.dumps(text)` writes it (`ensure_ascii`): UTF-16 units beyond `~`
 * become `\uXXXX`.
 *
 * @param text Any text.
 * @returns The quoted string.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumpsText } from "tracebook/python";
 *
 * assertEquals(pythonDumpsText("é\x7f\n🙂"), '"\\u00e9\\u007f\\n\\ud83d\\ude42"');
 * ```
 */
export function pythonDumpsText(text: string): string {
  return `"${text.replace(/[^ !#-[\]-~]/g, escapeUnit)}"`;
}

/**
 * Writes a value as Python's `json.dumps` does with its defaults: `", "` and `": "`, ASCII only, `NaN` and
 * `Infinity` allowed, floats by `repr`, keys in insertion order.
 *
 * @param value A value as `pythonLoads` returns it.
 * @returns The JSON text, of ASCII characters only: its length is Python's length.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumps, pythonLoads } from "tracebook/python";
 *
 * assertEquals(pythonDumps(pythonLoads('{"2":[1.0,1E5,"ü"],"1":-0}')), '{"2": [1.0, 100000.0, "\\u00fc"], "1": 0}');
 * ```
 * @see https://docs.python.org/3.11/library/json.html#json.dumps
 */
export function pythonDumps(value: PythonJson): string {
  const pieces: string[] = [];
  write(value, pieces);
  return pieces.join("");
}

function write(value: PythonJson, out: string[]): void {
  if (typeof value === "string") out.push(pythonDumpsText(value));
  else if (value instanceof PythonFloat) out.push(jsonFloat(value.value));
  else if (Array.isArray(value)) {
    out.push("[");
    value.forEach((item, i) => {
      if (i > 0) out.push(", ");
      write(item, out);
    });
    out.push("]");
  } else if (value instanceof Map) {
    out.push("{");
    let first = true;
    for (const [key, item] of value) {
      out.push(first ? "" : ", ", pythonDumpsText(key), ": ");
      first = false;
      write(item, out);
    }
    out.push("}");
  } else out.push(String(value)); // null, true, false and integers read the same in both languages
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return pythonFloatRepr(value);
}

/**
 * Plain data as JSON that keeps what Python keeps: an integer beyond 2^53 is written with all its digits, a Python float
 * as Python writes it.
 *
 * @param value The data.
 * @returns JSON, on one line.
 */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, exactNumber);
}

function exactNumber(this: Record<string, unknown>, key: string, item: unknown): unknown {
  const given = this[key]; // as it was before its toJSON
  if (typeof given === "bigint") return rawNumber(String(given));
  if (!(given instanceof PythonFloat) || Number.isNaN(given.value)) return item;
  // JSON has no infinity, but a number too large for a double is read as one
  if (!Number.isFinite(given.value)) return rawNumber(given.value > 0 ? "1e999" : "-1e999");
  return rawNumber(String(given));
}

function rawNumber(text: string): unknown {
  // TypeScript's library does not know it yet: https://tc39.es/proposal-json-parse-with-source/
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);
}

/**
 * Plain data as JSON with a blank behind commas and colons: as Python's `json.dumps(value, ensure_ascii=False)` writes it,
 * and the data set its calls. Numbers are JavaScript's.
 *
 * @param value The data.
 * @returns JSON on one line; `null` for undefined.
 */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${
      Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`).join(", ")
    }}`;
  }
  return JSON.stringify(value) ?? "null";
}
