/**
 * The words of the pattern that Qwen and Llama 3 share,
 * `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|`
 * `\s*[\r\n]+|\s+(?!\S)|\s+` written out over UTF-8: one look at each byte, but for spaces, which get two.
 */
export function wordEnds(digits: number): WordSplitter {
  return (_text, bytes, length) => (start) => {
    const first = bytes[start]!;
    if (first === APOSTROPHE) {
      const end = contractionEnd(bytes, start + 1, length);
      if (end > 0) return end;
    }
    const kind = classAt(bytes, start);
    let at = start + width(first);
    if (kind === LETTER) return runEnd(LETTER, bytes, at, length);
    if (kind === NUMBER) {
      for (let count = 1; count < digits && at < length && classAt(bytes, at) === NUMBER; count++) {
        at += width(bytes[at]!);
      }
      return at;
    }
    const then = at < length ? classAt(bytes, at) : 0;
    if (then === LETTER && kind !== NEWLINE) return runEnd(LETTER, bytes, at, length);
    if (kind === OTHER || (then === OTHER && first === BLANK)) {
      at = runEnd(OTHER, bytes, at, length);
      while (at < length && BYTE_CLASS[bytes[at]!] === NEWLINE) at++;
      return at;
    }
    return spaces(bytes, start, length);
  };
}

const APOSTROPHE = 0x27;
const BLANK = 0x20;

/** Returns where a run of characters of one class ends. */
function runEnd(kind: number, bytes: Uint8Array, at: number, length: number): number {
  for (;;) {
    while (at < length && BYTE_CLASS[bytes[at]!] === kind) at++;
    if (at === length || bytes[at]! < 0x80 || classAt(bytes, at) !== kind) return at;
    at += width(bytes[at]!);
  }
}

/**
 * Returns where a word of spaces ends: behind the last newline; without one, before the last space if more text
 * follows.
 */
function spaces(bytes: Uint8Array, start: number, length: number): number {
  let newline = 0;
  let last = start;
  let at = start;
  while (at < length) {
    const kind = classAt(bytes, at);
    if (kind === NEWLINE) newline = at + 1;
    else if (kind !== SPACE) break;
    last = at;
    at += width(bytes[at]!);
  }
  return newline || (at === length || last === start ? at : last);
}

/** Returns where `s`, `t`, `re`, `ve`, `m`, `ll` or `d` ends, in either case; 0 if none of them is there. */
function contractionEnd(bytes: Uint8Array, at: number, length: number): number {
  if (at >= length) return 0;
  const second = at + 1 < length ? bytes[at + 1]! : 0;
  switch (bytes[at]! | 0x20) {
    case 0x73: // s
    case 0x74: // t
    case 0x6d: // m
    case 0x64: // d
      return at + 1;
    case 0x72: // re
    case 0x76: // ve
      return (second | 0x20) === 0x65 ? at + 2 : 0;
    case 0x6c: // ll
      return (second | 0x20) === 0x6c ? at + 2 : 0;
    case 0xe5: // U+017F, the long s, which is an s in either case
      return bytes[at] === 0xc5 && second === 0xbf ? at + 2 : 0;
    default:
      return 0;
  }
}

/** Returns the class of the character that begins at a byte. */
function classAt(bytes: Uint8Array, at: number): number {
  return BYTE_CLASS[bytes[at]!]! || charClass(codePoint(bytes, at));
}

/** Returns how many bytes a character takes, by its first byte. */
function width(first: number): number {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function codePoint(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0xe0) return (first & 0x1f) << 6 | bytes[at + 1]! & 0x3f;
  if (first < 0xf0) return (first & 0x0f) << 12 | (bytes[at + 1]! & 0x3f) << 6 | bytes[at + 2]! & 0x3f;
  return (first & 0x07) << 18 | (bytes[at + 1]! & 0x3f) << 12 | (bytes[at + 2]! & 0x3f) << 6 |
    bytes[at + 3]! & 0x3f;
}

/** Classes of characters that the patterns distinguish: `\p{L}`. */
const LETTER = 1;
/** `\p{N}`. */
const NUMBER = 2;
/** `\s` without CR and LF. */
const SPACE = 3;
/** CR and LF. */
const NEWLINE = 4;
/** None of the others. */
const OTHER = 5;

/** Class by code point; 0 where it is not known yet. */
const classes = new Uint8Array(0x110000);

/**
 * The class of a code point as Oniguruma has it, the regular expressions of the Rust tokenizer. Its letters
 * and numbers are V8's; of spaces, it counts U+0085 and not U+FEFF.
 * @see https://www.unicode.org/reports/tr18/#property_syntax
 */
function charClass(point: number): number {
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
const BYTE_CLASS: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte < 0x80 ? classify(byte) : 0,
);

/** Begins to cut a text into words. */
export type WordSplitter = (text: string, bytes: Uint8Array, length: number) => (at: number) => number;
