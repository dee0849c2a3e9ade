import { Decompress } from "fzstd";
import { LoadError } from "./load_error.ts";
import { unpackGzip } from "./unpack_gzip.ts";

type Bytes = AsyncIterable<Uint8Array>;

/** How packed files are unpacked, by the ending of their names. */
const UNPACK: Record<string, (packed: Bytes) => Bytes> = {
  gz: unpackGzip,
  // Not node:zlib: Deno's refuses a second frame, and tools that work in parallel write many.
  zst: unpackZstd,
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
export async function openLocalStream(path: string): Promise<Bytes> {
  const { readable } = await Deno.open(path);
  const ending = /\.(gz|zst)$/i.exec(path)?.[1]?.toLowerCase();
  return ending === undefined ? readable : unpacked(path, readable, ending);
}

async function* unpacked(path: string, packed: Bytes, ending: string): AsyncGenerator<Uint8Array> {
  try {
    yield* UNPACK[ending]!(packed);
  } catch (cause) {
    const format = ending === "gz" ? "gzip" : "zstd";
    const reason = `its ${format} data is damaged or cut short (${
      cause instanceof Error ? cause.message : cause
    })`;
    const remedy = `Unpack it with ${format} to see the fault, or copy it again.`;
    throw new LoadError(reason, { file: path }, remedy, { cause });
  }
}

async function* unpackZstd(packed: Bytes): AsyncGenerator<Uint8Array> {
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
