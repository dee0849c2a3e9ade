import type { Bytes } from "./bytes.ts";

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
