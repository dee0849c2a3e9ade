/**
 * How byte-level BPE writes bytes as characters: printable Latin-1 stands for itself, the other 68 bytes are
 * U+0100 to U+0143 in order, so that a space is `Ġ` and a newline `Ċ`.
 *
 * @see https://github.com/openai/gpt-2/blob/master/src/encoder.py
 */
export const CHAR_OF_BYTE: readonly string[] = alphabet();

/** The byte that a UTF-16 code unit stands for; -1 where it stands for none. */
export const BYTE_OF_UNIT: Int16Array = new Int16Array(0x10000).fill(-1);
for (const [byte, char] of CHAR_OF_BYTE.entries()) BYTE_OF_UNIT[char.charCodeAt(0)] = byte;

function alphabet(): string[] {
  let spare = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : spare++);
  });
}
