import { BYTE_OF_UNIT } from "./byte_alphabet.ts";

/**
 * The bytes that a token of a byte-level model stands for.
 *
 * @param token The token, as the model's files write it.
 * @returns Its bytes: one for each character, or UTF-8 if one of them is not in the byte alphabet.
 */
export function tokenBytes(token: string): Uint8Array {
  return alphabetBytes(token) ?? new TextEncoder().encode(token);
}

/**
 * The bytes that a token writes in the byte alphabet.
 *
 * @param token The token, as the model's files write it.
 * @returns Its bytes; undefined if a character is not in the alphabet.
 */
export function alphabetBytes(token: string): Uint8Array | undefined {
  const bytes = new Uint8Array(token.length);
  for (let at = 0; at < token.length; at++) {
    const byte = BYTE_OF_UNIT[token.charCodeAt(at)]!;
    if (byte < 0) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}
