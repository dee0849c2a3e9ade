/**
 * Writes every byte: a single write of a file, a connection or standard output may take only a part.
 *
 * @param output Where to write.
 * @param bytes What to write.
 */
export async function writeAll(
  output: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await output.write(bytes.subarray(at));
}

/**
 * Writes every byte at once, as {@link writeAll} does.
 *
 * @param output Where to write.
 * @param bytes What to write.
 */
export function writeAllSync(output: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += output.writeSync(bytes.subarray(at));
}
