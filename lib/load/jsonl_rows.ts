import type { Trace } from "../trace/mod.ts";
import { decodeText, joinBytes, type OpenBytes } from "./bytes.ts";
import { checkRow } from "./check_row.ts";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";
import {
  FILE_ROWS,
  type LabelColumn,
  memoize,
  type PieceFile,
  type Rows,
  TRACE_COLUMNS,
  tryRow,
} from "./rows.ts";

/** Opens a text file's bytes, decompressed, from the start; called once per reading. */
export type OpenStream = () => Promise<AsyncIterable<Uint8Array>>;

const decoder = new TextDecoder();

/**
 * Makes rows of a JSON Lines file, with one line in memory. `from` is the file as it can be opened elsewhere;
 * `openBytes` is undefined if it is compressed.
 *
 * @see https://jsonlines.org/
 */
export function jsonlRows(
  file: string,
  open: OpenStream,
  from: PieceFile | null = null,
  openBytes?: OpenBytes,
): Rows {
  async function* lines(wanted?: ArrayLike<number>, limit = Infinity) {
    const most = Math.min(limit, wanted?.length ?? Infinity);
    let row = 0;
    let count = 0;
    if (most === 0) return;
    for await (const line of byteLines(await open())) {
      const place = { file, row: row++, line: line.line };
      if (wanted && wanted[count] !== place.row) continue;
      yield { place, bytes: line.bytes, start: line.start };
      if (++count === most) return;
    }
  }

  const size = memoize(async () => {
    const places: { start: number; end: number; line: number }[] = [];
    let bytes = 0;
    for await (const { start, bytes: { length }, place } of lines()) {
      places.push({ start, end: start + length, line: place.line });
      bytes += length;
    }
    return { rows: places.length, bytes, places };
  });

  // All labels are kept from one pass, as they are short and read one column after the other.
  const labels = memoize(async () => {
    const all: Pick<Trace, LabelColumn>[] = [];
    for await (const { bytes, place } of lines()) {
      const { conversations: _, tools: __, ...rest } = checkRow(parseLine(bytes, place), place);
      all.push(rest);
    }
    return all;
  });

  /** Finds each row by the offset of its line, as it was when the rows were counted. */
  async function* inOrder(order: readonly number[], openBytes: OpenBytes): AsyncGenerator<Trace> {
    const { places } = await size();
    const bytes = await openBytes(false);
    try {
      for (const row of order) {
        const { start, end, line } = places[row]!;
        const place = { file, row, line };
        if (end > bytes.byteLength) {
          throw new LoadError(
            "the file has become shorter since its rows were counted",
            place,
            "Load it again.",
          );
        }
        yield checkRow(parseLine(new Uint8Array(await bytes.slice(start, end)), place), place);
      }
    } finally {
      bytes.close();
    }
  }

  const rows: Rows = {
    count: async () => (await size()).rows,
    async columns() {
      for await (const { bytes, place } of lines(undefined, 1)) {
        return Object.keys(checkRow(parseLine(bytes, place), place)).filter((key) =>
          TRACE_COLUMNS.includes(key)
        );
      }
      return [];
    },
    async *read(wanted, limit): AsyncIterableIterator<Trace> {
      for await (const { bytes, place } of lines(wanted, limit)) {
        yield checkRow(parseLine(bytes, place), place);
      }
    },
    inOrder: (order) => Promise.resolve(openBytes && inOrder(order, openBytes)),
    async *results() {
      for await (const { bytes, place } of lines()) {
        let raw: unknown;
        yield tryRow(place.row, () => raw ?? decoder.decode(bytes), () => {
          raw = parseLine(bytes, place);
          return checkRow(raw, place);
        });
      }
    },
    labels: async (column: LabelColumn) => (await labels()).map((row) => row[column] ?? null),
    locate: (row) => Promise.resolve({ file, row }),
    pieces: () =>
      Promise.resolve(
        from && [{ file: from, first: 0, start: 0, end: null, source: null, [FILE_ROWS]: rows }],
      ),
    async rowBytes() {
      const { rows, bytes } = await size();
      return bytes / Math.max(1, rows);
    },
  };
  return rows;
}

function parseLine(bytes: Uint8Array, place: LoadErrorPlace): object {
  const text = decodeText(bytes, () => place);
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const remedy =
      "Every line of a .jsonl file is one complete JSON object: correct the line or leave it out.";
    throw new LoadError(`it is not JSON (${cause.message})`, place, remedy, { cause });
  }
}

const NEWLINE = 10;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** One line of a text file, not decoded yet. */
interface ByteLine {
  /** Number of the line, counting from 1. */
  line: number;
  /** Bytes of the line, without the newline. */
  bytes: Uint8Array;
  /** Offset of the line in the stream, in bytes. */
  start: number;
}

/**
 * Splits a stream into lines, with one line in memory. A byte order mark at the start and blank lines are left
 * out; the last line needs no newline.
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
