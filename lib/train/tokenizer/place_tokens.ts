import type { Vocabulary } from "./vocabulary.ts";

/**
 * Where the tokens of a text stand in it, from the bytes that each of them has.
 *
 * @param text A well-formed text.
 * @param ids Its ids.
 * @param vocabulary The tokens.
 * @param place Called for each token with the UTF-16 index of the first character that it has a byte of, and the one
 * behind the last.
 */
export function placeTokens(
  text: string,
  ids: Int32Array,
  vocabulary: Pick<Vocabulary, "lengthOf">,
  place: (start: number, end: number) => void,
): void {
  if (ASCII.test(text)) {
    let at = 0;
    for (const id of ids) place(at, at += vocabulary.lengthOf(id));
    return;
  }
  let unit = 0; // where the character begins that the next byte is of
  let left = bytesAt(text, 0); // how many of its bytes are still to come
  for (const id of ids) {
    const start = unit;
    let bytes = vocabulary.lengthOf(id);
    while (bytes > 0 && bytes >= left) {
      bytes -= left;
      unit += unitsAt(text, unit);
      left = bytesAt(text, unit);
    }
    left -= bytes;
    place(start, bytes > 0 ? unit + unitsAt(text, unit) : unit);
  }
}

/** One byte for each code unit. */
// deno-lint-ignore no-control-regex -- all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** How many bytes the character at an index takes in UTF-8. */
export function bytesAt(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code < 0xdc00 ? 4 : 3;
}

/** How many code units it takes. */
export function unitsAt(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  return code >= 0xd800 && code < 0xdc00 ? 2 : 1;
}
