import { decodeText } from "./decode_text.ts";
import { joinBytes } from "./join_bytes.ts";
import type { OpenStream } from "./jsonl_rows.ts";

/**
 * A file's text, whole.
 *
 * @param file The file as errors name it.
 * @param open Opens its bytes.
 * @returns The text.
 * @throws {LoadError} If it is not UTF-8.
 */
export async function wholeText(file: string, open: OpenStream): Promise<string> {
  return decodeText(joinBytes(await Array.fromAsync(await open())), () => ({ file }));
}
