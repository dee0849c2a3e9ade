import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { byteLines } from "../../lib/load/jsonl_rows.ts";

const encoder = new TextEncoder();

/** The lines of a text that comes in chunks of so many bytes. */
async function linesOf(text: string, chunk: number): Promise<[number, string][]> {
  const bytes = encoder.encode(text);
  const chunks = Array.from(
    { length: Math.ceil(bytes.length / chunk) },
    (_, i) => bytes.slice(i * chunk, (i + 1) * chunk),
  );
  const lines = await Array.fromAsync(byteLines(ReadableStream.from(chunks)));
  return lines.map(({ line, bytes }) => [line, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)]);
}

Deno.test("lines are cut alike however the chunks fall", async () => {
  const text = fc.array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", " ", "\ufeff", "{}"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (text, chunk) => {
    const expected = text.replace(/^\ufeff/, "").split("\n")
      .map((line, i): [number, string] => [i + 1, line]).filter(([, line]) => /[^ \t\r]/.test(line));
    assertEquals(await linesOf(text, chunk), expected);
  }));
});

Deno.test("a line of megabytes is put together in linear time", async () => {
  const long = "x".repeat(20_000_000);
  const start = performance.now();
  const lines = await linesOf(`${long}\nlast`, 65536);
  assertEquals(lines.map(([line, text]) => [line, text.length]), [[1, long.length], [2, 4]]);
  assertEquals(performance.now() - start < 15_000, true);
});
