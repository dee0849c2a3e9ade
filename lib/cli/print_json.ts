import { writeAll } from "../store/write_all.ts";
import { PythonFloat } from "../trace/mod.ts";

/**
 * Writes one JSON document to standard output, and waits until it is out, however long it is.
 *
 * @param value Plain data; an integer beyond 2^53 is written with all its digits, a Python float as Python
 * writes it.
 */
export async function printJson(value: unknown): Promise<void> {
  await printText(JSON.stringify(value, exactNumber) + "\n");
}

/**
 * Writes text to standard output, whole.
 *
 * @param text The text; nothing is added.
 */
export async function printText(text: string): Promise<void> {
  await writeAll(Deno.stdout, new TextEncoder().encode(text));
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
