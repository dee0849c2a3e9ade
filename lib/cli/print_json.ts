/**
 * Writes one JSON document to standard output, and waits until it is out, however long it is.
 *
 * @param value Plain data; an integer beyond 2^53 is written with all its digits.
 */
export async function printJson(value: unknown): Promise<void> {
  await printText(
    JSON.stringify(value, (_, item) => typeof item === "bigint" ? rawNumber(item) : item) + "\n",
  );
}

/**
 * Writes text to standard output, whole: `console.log` loses what a closed pipe does not take.
 *
 * @param text The text; nothing is added.
 */
export async function printText(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

function rawNumber(value: bigint): unknown {
  // TypeScript's library does not know it yet: https://tc39.es/proposal-json-parse-with-source/
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value));
}
