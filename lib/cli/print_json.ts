import { endProgressLine } from "../store/mod.ts";
import { writeAll } from "../store/write_all.ts";
import { exactJson } from "../trace/python/exact_json.ts";

/**
 * Writes one JSON document to standard output, and waits until it is out, however long it is.
 *
 * @param value Plain data; an integer beyond 2^53 is written with all its digits, a Python float as Python
 * writes it.
 */
export async function printJson(value: unknown): Promise<void> {
  await printText(`${exactJson(value)}\n`);
}

/**
 * Writes text to standard output, whole.
 *
 * @param text The text; nothing is added.
 */
export async function printText(text: string): Promise<void> {
  endProgressLine();
  await writeAll(Deno.stdout, new TextEncoder().encode(text));
}
