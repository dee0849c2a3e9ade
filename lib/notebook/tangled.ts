import { Buffer } from "node:buffer";
import { type ReadBytes, readFrames } from "./zmtp.ts";

/** How every message of the kernel begins: a frame with more behind it, of 9 bytes, the delimiter. */
const BEGINNING = "\x01\x09<IDS|MSG>";

/**
 * Takes apart two messages of which one was written into the other. Deno's kernel does that when a message is
 * larger than what its socket takes at once (some 4 MB): the next one goes out before the rest of it.
 *
 * @param frames A message whose signature was wrong; the other one may stand in its last frame.
 * @param read Gives the bytes that come after the last frame: it was cut short by what stands in it.
 * @returns The frames of the outer and of the inner message; null if there is no inner one.
 * @throws {Error} If what stands there is no message.
 */
export async function untangle(
  frames: readonly Uint8Array[],
  read: ReadBytes,
): Promise<{ outer: Uint8Array[]; inner: Uint8Array[] } | null> {
  const last = Buffer.from(frames.at(-1) ?? []);
  const start = last.indexOf(BEGINNING, 0, "latin1");
  if (start < 0) return null;
  let end = start;
  const inner = await readFrames(async (size) => {
    const held = last.subarray(end, end + size);
    end += held.length;
    if (held.length === size) return held;
    const rest = await read(size - held.length);
    return rest && Buffer.concat([held, rest]);
  });
  const missing = await read(end - start);
  if (inner === null || missing === null) return null;
  const whole = Buffer.concat([last.subarray(0, start), last.subarray(end), missing]);
  return { outer: [...frames.slice(0, -1), whole], inner };
}
