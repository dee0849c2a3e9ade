/** What the patterns of byte-level tokenizers ask of a character. */
export const LETTER = 1;
/** `\p{N}`. */
export const NUMBER = 2;
/** `\s` without CR and LF. */
export const SPACE = 3;
/** CR and LF. */
export const NEWLINE = 4;
/** None of the others. */
export const OTHER = 5;

/** Class by code point; 0 where it was not asked for yet. */
const classes = new Uint8Array(0x110000);

/**
 * The class of a code point as Oniguruma has it, the regular expressions of the Rust tokenizer. Its
 * letters and numbers are V8's; of spaces, it counts U+0085 and not U+FEFF.
 *
 * @param point The code point.
 * @returns One of the classes above.
 * @see https://www.unicode.org/reports/tr18/#property_syntax
 */
export function charClass(point: number): number {
  return classes[point] || classify(point);
}

function classify(point: number): number {
  const char = String.fromCodePoint(point);
  const found = point === 10 || point === 13
    ? NEWLINE
    : /\p{L}/u.test(char)
    ? LETTER
    : /\p{N}/u.test(char)
    ? NUMBER
    : /\p{White_Space}/u.test(char)
    ? SPACE
    : OTHER;
  return classes[point] = found;
}

/** The class of the character that a byte of UTF-8 is; 0 if the byte is only a part of one. */
export const BYTE_CLASS: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte < 0x80 ? classify(byte) : 0,
);
