import { PythonFloat } from "./json_value.ts";

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
