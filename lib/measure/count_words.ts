const encoder = new TextEncoder();
const buffer = new Uint8Array(1 << 16);
/** What `\s` matches, by byte; beyond ASCII nothing. */
const spaces = Uint8Array.from(
  { length: 256 },
  (_, byte) => Number(byte < 128 && /\s/.test(String.fromCharCode(byte))),
);
const WIDE_SPACE = /[^\S\0-\x7f]/;

/**
 * How many runs of characters there are between white space, as `text.match(/\S+/g)` finds them, without making them.
 *
 * @param text Any text.
 * @returns The runs.
 */
export function countWords(text: string): number {
  // Bytes are looked through several times as fast as characters.
  const { read, written } = encoder.encodeInto(text, buffer);
  const isWhole = read === text.length;
  const isAscii = isWhole && written === read;
  if (isAscii || (isWhole && !WIDE_SPACE.test(text))) return countInBytes(buffer, written);
  return text.match(/\S+/g)?.length ?? 0;
}

function countInBytes(bytes: Uint8Array, length: number): number {
  let words = 0;
  let before = 1;
  for (let at = 0; at < length; at++) {
    const space = spaces[bytes[at]!]!;
    words += before & ~space;
    before = space;
  }
  return words;
}
