import { LoadError } from "./load_error.ts";

/**
 * Opens a file on disk from the start, unpacked if its name ends in `.gz`.
 *
 * @param path The file's path
 * @returns Its bytes; cancelling the stream closes the file
 * @throws {Deno.errors.NotFound} If there is no such file
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export async function openLocalStream(path: string): Promise<ReadableStream<Uint8Array>> {
  const { readable } = await Deno.open(path);
  return path.endsWith(".gz") ? ReadableStream.from(unpacked(path, readable)) : readable;
}

async function* unpacked(
  path: string,
  packed: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* packed.pipeThrough(new DecompressionStream("gzip"));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const remedy = "Unpack it with gzip to see the fault, or copy it again.";
    throw new LoadError(`its gzip data is damaged or cut short (${cause.message})`, { file: path }, remedy, {
      cause,
    });
  }
}
