import { joinBytes } from "./join_bytes.ts";

const NEWLINE = 10;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** One line of a text file, still in bytes. */
export interface ByteLine {
  /** The line's number, counting from 1. */
  line: number;
  /** Its bytes, without the newline. */
  bytes: Uint8Array;
  /** Where in the stream they begin. */
  start: number;
}

/**
 * A stream cut into lines, holding one line at a time. A byte order mark at the start and blank lines are
 * left out; a last line needs no newline.
 *
 * @param stream The file's bytes.
 * @returns The lines that hold more than white space.
 */
export async function* byteLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ByteLine> {
  let pieces: Uint8Array[] = [];
  let line = 0;
  let lineStart = 0;
  const finish = (last: Uint8Array): ByteLine => {
    const whole = joinBytes([...pieces, last]);
    const bytes = withoutMark(whole, ++line);
    const start = lineStart + whole.length - bytes.length;
    lineStart += whole.length + 1;
    pieces = [];
    return { line, bytes, start };
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const found = finish(chunk.subarray(start, end));
      start = end + 1;
      if (!isBlank(found.bytes)) yield found;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  const found = finish(new Uint8Array());
  if (!isBlank(found.bytes)) yield found;
}

function withoutMark(bytes: Uint8Array, line: number): Uint8Array {
  return line === 1 && BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? bytes.subarray(3) : bytes;
}

function isBlank(bytes: Uint8Array): boolean {
  // space, tab, carriage return: the white space that JSON knows
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
}
