import type { Bytes } from "./bytes.ts";

/**
 * Opens a file on disk for reading by ranges.
 *
 * @param path The file's path.
 * @returns Its bytes; close them when done.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export async function openLocalBytes(path: string): Promise<Bytes> {
  const file = await Deno.open(path);
  try {
    const { size } = await file.stat();
    // A file has one position, so ranges asked for at the same time are read one after the other.
    let last: Promise<unknown> = Promise.resolve();
    return {
      byteLength: size,
      slice(start, end = size) {
        const range = last.then(() => readRange(file, start, end));
        last = range.catch(() => undefined);
        return range;
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function readRange(file: Deno.FsFile, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  await file.seek(start, Deno.SeekMode.Start);
  let filled = 0;
  while (filled < bytes.length) {
    const n = await file.read(bytes.subarray(filled));
    if (n === null) throw new Error(`the file ends at byte ${start + filled}, before byte ${end}`);
    filled += n;
  }
  return bytes.buffer;
}
