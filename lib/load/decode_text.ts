import { LoadError, type LoadErrorPlace } from "./load_error.ts";

// ignoreBOM keeps U+FEFF at the start of a text; fatal refuses bytes that are not UTF-8 instead of replacing
// them.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text that UTF-8 bytes stand for, character for character.
 *
 * @param bytes The bytes.
 * @param place Where they are, called only if they are not UTF-8.
 * @returns The text.
 * @throws {LoadError} If the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, place: () => LoadErrorPlace): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new LoadError("it is not valid UTF-8", place(), "Correct the row's text or leave it out.", {
      cause,
    });
  }
}
