import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { LoadError } from "./load_error.ts";

/**
 * Opens a file on disk from the start, unpacked if its name ends in `.gz`.
 *
 * @param path The file's path.
 * @returns Its bytes; leaving the loop over them closes the file.
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export async function openLocalStream(path: string): Promise<AsyncIterable<Uint8Array>> {
  const { readable } = await Deno.open(path);
  return /\.gz$/i.test(path) ? unpacked(path, readable) : readable;
}

async function* unpacked(path: string, packed: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Not DecompressionStream: a gzip file may have several members, and that one refuses the second.
  const chunks = pipeline(Readable.from(packed), createGunzip(), () => {});
  try {
    yield* chunks;
  } catch (cause) {
    const reason = `its gzip data is damaged or cut short (${
      cause instanceof Error ? cause.message : cause
    })`;
    const remedy = "Unpack it with gzip to see the fault, or copy it again.";
    throw new LoadError(reason, { file: path }, remedy, { cause });
  }
}
