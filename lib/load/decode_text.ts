import { isUtf8 } from "node:buffer";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";

// ignoreBOM keeps U+FEFF at the start of a text. Not `fatal`, which decodes at a third of the speed: where bytes are
// not UTF-8, the decoder puts U+FFFD, and only a text that holds one must be looked at again.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The text that UTF-8 bytes stand for, character for character.
 *
 * @param bytes The bytes.
 * @param place Where they are, called only if they are not UTF-8.
 * @returns The text.
 * @throws {LoadError} If the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, place: () => LoadErrorPlace): string {
  const text = decoder.decode(bytes);
  if (text.includes("\ufffd")) checkText(bytes, place);
  return text;
}

/**
 * Checks that bytes are UTF-8, without reading them as text.
 *
 * @param bytes The bytes.
 * @param place Where they are, called only if they are not UTF-8.
 * @throws {LoadError} If the bytes are not UTF-8.
 */
export function checkText(bytes: Uint8Array, place: () => LoadErrorPlace): void {
  if (isUtf8(bytes)) return;
  throw new LoadError("it is not valid UTF-8", place(), "Correct the row's text or leave it out.");
}
