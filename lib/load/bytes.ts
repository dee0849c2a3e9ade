import { Decompress } from "fzstd";
import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";

/** Bytes of a file, read by ranges; the shape that hyparquet reads (its `AsyncBuffer`), and a way to close it. */
export interface Bytes {
  /** Size of the file in bytes. */
  byteLength: number;
  /** Reads the bytes from `start` up to, not including, `end` (default: the end of the file). */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  /** Waits until every byte read so far is known to be correct, where a file is verified only at its end. */
  complete?(): Promise<void>;
  /** Signal that aborts the reading. */
  signal?: AbortSignal;
  /** Closes the file, or ends the download. */
  close(): void;
}

/**
 * Opens a file's bytes; called once per reading, so that readings do not disturb each other. `whole` announces
 * that most of the file will be read, in order.
 */
export type OpenBytes = (whole: boolean) => Promise<Bytes>;

// ignoreBOM keeps U+FEFF at the start of a text. Not `fatal`, which decodes at a third of the speed: where bytes are
// not UTF-8, the decoder puts U+FFFD, and only a text that holds one must be looked at again.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Decodes UTF-8; throws a LoadError with `place`, called only then, where the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array, place: () => LoadErrorPlace): string {
  const text = decoder.decode(bytes);
  if (text.includes("\ufffd")) checkText(bytes, place);
  return text;
}

/** Checks that bytes are UTF-8 without decoding them; throws a LoadError with `place`, called only then. */
export function checkText(bytes: Uint8Array, place: () => LoadErrorPlace): void {
  if (isUtf8(bytes)) return;
  throw new LoadError("it is not valid UTF-8", place(), "Correct the row's text or leave it out.");
}

/** Joins pieces of bytes; a single piece is returned as it is, not copied. */
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
 * Opens a file on disk for reading by ranges. A range is read synchronously: it mostly comes from the disk's
 * cache, and handing it to another thread and back takes longer.
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

/** Reads the bytes from `start` up to, not including, `end` synchronously; throws if the file ends before. */
export function readAt(file: Deno.FsFile, start: number, end: number): ArrayBuffer {
  const bytes = new Uint8Array(Math.max(0, end - start));
  readInto(bytes, file, start);
  return bytes.buffer;
}

/** Fills `bytes` synchronously from `start` on; throws if the file ends before. */
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

/** Pieces that may wait to be read before decompression pauses. */
const MAX_QUEUED = 16;

/**
 * Decompresses gzip of any number of members. What comes before a fault is given before its error, at each reading
 * the same: piped streams drop what waits in them when they fail.
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

/** Decompressors by the ending of the file's name. */
const DECOMPRESSORS: Record<string, (packed: Chunks) => Chunks> = {
  gz: decompressGzip,
  // Not node:zlib: Deno's refuses a second frame, and tools that work in parallel write many.
  zst: decompressZstd,
};

/**
 * Opens a file on disk for reading from the start, decompressed if its name ends in `.gz` or `.zst`; leaving the
 * loop over the bytes closes it.
 *
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
  // Copied, as the decompressor reuses its output buffer.
  const stream = new Decompress((piece) => void pieces.push(piece.slice()));
  for await (const bytes of packed) {
    stream.push(bytes);
    yield* pieces.splice(0);
  }
  stream.push(new Uint8Array(), true);
  yield* pieces;
}
