import { Decompress } from "fzstd";
import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";

/** A file's bytes, read by ranges; what a parquet reader asks of a file, a Blob or a web address. */
export interface Bytes {
  /** The file's size in bytes. */
  byteLength: number;
  /** The bytes from `start` up to, not including, `end` (default: the end of the file). */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  /** Waits until all that was given out is known to be right; there where it is fetched while it is read. */
  complete?(): Promise<void>;
  /** What ended the reading from outside, where something did. */
  signal?: AbortSignal;
  /** Gives back what was opened. */
  close(): void;
}

/**
 * Opens a file's bytes; called once for each reading, so that two readings do not disturb each other. `whole` says that most
 * of it will be read, in order.
 */
export type OpenBytes = (whole: boolean) => Promise<Bytes>;

// ignoreBOM keeps U+FEFF at the start of a text. Not `fatal`, which decodes at a third of the speed: where bytes are
// not UTF-8, the decoder puts U+FFFD, and only a text that holds one must be looked at again.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The text that UTF-8 bytes stand for, character for character.
 *
 * @param bytes The bytes.
 * @param place Where they are, called only if they are not UTF-8.
 * @returns The text.
 * @throws {LoadError} If the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, place: () => LoadErrorPlace): string {
  const text = decoder.decode(bytes);
  if (text.includes("\ufffd")) checkText(bytes, place);
  return text;
}

/**
 * Checks that bytes are UTF-8, without reading them as text.
 *
 * @param bytes The bytes.
 * @param place Where they are, called only if they are not UTF-8.
 * @throws {LoadError} If the bytes are not UTF-8.
 */
export function checkText(bytes: Uint8Array, place: () => LoadErrorPlace): void {
  if (isUtf8(bytes)) return;
  throw new LoadError("it is not valid UTF-8", place(), "Correct the row's text or leave it out.");
}

/**
 * Bytes in one piece.
 *
 * @param pieces The pieces, in order.
 * @returns All bytes; a single piece as it is.
 */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/**
 * Opens a file on disk for reading by ranges.
 *
 * A range is read at once: it comes from the disk's cache mostly, and handing it to another thread and back takes
 * longer than reading it.
 *
 * @param path The file's path.
 * @returns Its bytes; close them when done.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export async function openLocalBytes(path: string): Promise<Bytes> {
  const file = await Deno.open(path);
  try {
    const { size } = await file.stat();
    return {
      byteLength: size,
      // async, so that a failure is a rejection
      // deno-lint-ignore require-await
      slice: async (start, end = size) => readAt(file, start, end),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * Reads a part of an open file at once.
 *
 * @param file The file.
 * @param start The first byte.
 * @param end The byte behind the last one.
 * @returns The bytes.
 * @throws {Error} If the file ends before.
 */
export function readAt(file: Deno.FsFile, start: number, end: number): ArrayBuffer {
  const bytes = new Uint8Array(Math.max(0, end - start));
  readInto(bytes, file, start);
  return bytes.buffer;
}

/**
 * Fills bytes from an open file at once.
 *
 * @param bytes What is filled.
 * @param file The file.
 * @param start Where in the file to begin.
 * @throws {Error} If the file ends before.
 */
export function readInto(bytes: Uint8Array, file: Deno.FsFile, start: number): void {
  file.seekSync(start, Deno.SeekMode.Start);
  let filled = 0;
  while (filled < bytes.length) {
    const n = file.readSync(bytes.subarray(filled));
    if (n === null) {
      throw new Error(`the file ends at byte ${start + filled}, before byte ${start + bytes.length}`);
    }
    filled += n;
  }
}

/** So many pieces may wait to be taken. */
const MAX_QUEUED = 16;

/**
 * Unpacks gzip, of any number of members. What could be unpacked before a fault comes before its error, at each reading the
 * same: streams that are piped drop what waits in them when they fail.
 *
 * @param packed The packed bytes.
 * @returns The bytes; leaving the loop over them ends the work.
 * @throws {Error} If the bytes are no gzip, or end too soon.
 */
async function* decompressGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Not DecompressionStream: a gzip file may have several members, and that one refuses the second.
  const gunzip = createGunzip();
  const waiting: Uint8Array[] = [];
  let end: { error?: Error } | undefined;
  let wake = () => {};
  const ended = (error?: Error) => {
    end ??= { error };
    wake();
  };
  gunzip.on("data", (piece: Uint8Array) => {
    if (waiting.push(piece) >= MAX_QUEUED) gunzip.pause();
    wake();
  });
  gunzip.on("end", () => ended()).on("error", ended);
  const source = Readable.from(packed).on("error", ended);
  source.pipe(gunzip);
  try {
    while (true) {
      const piece = waiting.shift();
      if (piece) yield piece;
      else if (end?.error) throw end.error;
      else if (end) return;
      else {
        const more = new Promise<void>((resolve) => wake = resolve);
        gunzip.resume();
        await more;
      }
    }
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

type Chunks = AsyncIterable<Uint8Array>;

/** How packed files are unpacked, by the ending of their names. */
const DECOMPRESSORS: Record<string, (packed: Chunks) => Chunks> = {
  gz: decompressGzip,
  // Not node:zlib: Deno's refuses a second frame, and tools that work in parallel write many.
  zst: decompressZstd,
};

/**
 * Opens a file on disk from the start, unpacked if its name ends in `.gz` or `.zst`.
 *
 * @param path The file's path.
 * @returns Its bytes; leaving the loop over them closes the file.
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @see https://www.rfc-editor.org/rfc/rfc1952 gzip
 * @see https://www.rfc-editor.org/rfc/rfc8878 zstd
 */
export async function openLocalStream(path: string): Promise<Chunks> {
  const { readable } = await Deno.open(path);
  const ending = /\.(gz|zst)$/i.exec(path)?.[1]?.toLowerCase();
  return ending === undefined ? readable : decompressFile(path, readable, ending);
}

async function* decompressFile(path: string, packed: Chunks, ending: string): AsyncGenerator<Uint8Array> {
  try {
    yield* DECOMPRESSORS[ending]!(packed);
  } catch (cause) {
    const format = ending === "gz" ? "gzip" : "zstd";
    const reason = `its ${format} data is damaged or cut short (${
      cause instanceof Error ? cause.message : cause
    })`;
    const remedy = `Unpack it with ${format} to see the fault, or copy it again.`;
    throw new LoadError(reason, { file: path }, remedy, { cause });
  }
}

async function* decompressZstd(packed: Chunks): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  // what it gives may be written over by what comes next
  const stream = new Decompress((piece) => void pieces.push(piece.slice()));
  for await (const bytes of packed) {
    stream.push(bytes);
    yield* pieces.splice(0);
  }
  stream.push(new Uint8Array(), true);
  yield* pieces;
}
