import { pythonFloatRepr } from "./float_repr.ts";
import { PythonFloat, type PythonJson } from "./json_value.ts";

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
 * import { pythonDumpsText } from "tracebook";
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
 * import { pythonDumps, pythonLoads } from "tracebook";
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
