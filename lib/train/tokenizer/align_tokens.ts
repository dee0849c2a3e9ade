import { unitsAt } from "./place_tokens.ts";
import type { PlacedTokens } from "./tokenizer.ts";

/** A token as far as it can be found in a text again. */
export interface WrittenToken {
  /** Its bytes, each as one character. */
  bytes: string;
  /** Whether it is found in texts as it is written, whatever stands around it. */
  added: boolean;
}

/**
 * Finds tokens in a text again, for tokenizers that do not say where they were. A token that begins with a space may
 * lack it, as at the beginning of a text. Where a token is not found, it and those behind it, up to the next added
 * token, have the whole stretch.
 *
 * @param text A well-formed text.
 * @param tokens Its tokens, in order.
 * @returns Their places.
 */
export function alignTokens(text: string, tokens: readonly WrittenToken[]): Omit<PlacedTokens, "ids"> {
  const whole = byteString(new TextEncoder().encode(text));
  const [starts, ends] = [new Int32Array(tokens.length), new Int32Array(tokens.length)];
  let at = 0;
  for (let i = 0; i < tokens.length; i++) {
    const { bytes } = tokens[i]!;
    const length = whole.startsWith(bytes, at)
      ? bytes.length
      : bytes[0] === " " && whole.startsWith(bytes.slice(1), at)
      ? bytes.length - 1
      : -1;
    if (length >= 0) {
      starts[i] = at;
      ends[i] = at += length;
      continue;
    }
    let next = i + 1;
    while (next < tokens.length && !tokens[next]!.added) next++;
    const found = next < tokens.length ? whole.indexOf(tokens[next]!.bytes, at) : -1;
    const end = found < 0 ? whole.length : found;
    starts.fill(at, i, next);
    ends.fill(end, i, next);
    at = end;
    i = next - 1;
  }
  return toUnits(text, starts, ends);
}

/**
 * Bytes as a text with one character for each.
 *
 * @param bytes The bytes.
 * @returns The text.
 */
export function byteString(bytes: Uint8Array): string {
  return new TextDecoder("x-user-defined").decode(bytes).replace(
    /[\uf780-\uf7ff]/g,
    (char) => String.fromCharCode(char.charCodeAt(0) - 0xf700),
  );
}

/** Byte indices to UTF-16 indices of whole characters. */
function toUnits(text: string, starts: Int32Array, ends: Int32Array): Omit<PlacedTokens, "ids"> {
  const unitOf: number[] = [];
  for (let unit = 0; unit < text.length; unit += unitsAt(text, unit)) {
    const code = text.codePointAt(unit)!;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte++) unitOf.push(unit);
  }
  unitOf.push(text.length);
  return {
    starts: starts.map((byte) => unitOf[byte]!),
    ends: ends.map((byte, i) => {
      const last = unitOf[byte - 1];
      return byte > starts[i]! && last !== undefined ? last + unitsAt(text, last) : unitOf[byte]!;
    }),
  };
}
