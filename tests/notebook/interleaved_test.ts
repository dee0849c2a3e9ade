import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { splitInterleaved } from "../../lib/notebook/kernel/kernel_channels.ts";
import { encodeMessage, newMessage } from "../../lib/notebook/kernel/wire.ts";
import { contentOf } from "./content_of.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const join = (...pieces: ArrayLike<number>[]) =>
  Uint8Array.from(pieces.flatMap((piece) => Array.from(piece)));

/** A message's frames as they stand on the wire. */
function onTheWire(frames: Uint8Array[]): Uint8Array {
  return join(...frames.map((frame, i) => {
    const more = i < frames.length - 1 ? 1 : 0;
    const size = new Uint8Array(8);
    new DataView(size.buffer).setBigUint64(0, BigInt(frame.length));
    return join(frame.length > 255 ? [more | 2, ...size] : [more, frame.length], frame);
  }));
}

/** What the reader sees when `inner` is written into the last frame of `outer` at a place. */
function interleaved(outer: Uint8Array[], inner: Uint8Array[], place: number) {
  const last = outer.at(-1)!;
  const stream = join(last.subarray(0, place), onTheWire(inner), last.subarray(place));
  let at = last.length;
  const read = (size: number) => Promise.resolve(stream.slice(at, at += size));
  return { frames: [...outer.slice(0, -1), stream.slice(0, at)], read, left: () => stream.length - at };
}

Deno.test("two messages are told apart wherever the one was written into the other", async () => {
  const inner = newMessage("status", { execution_state: "idle" }, "session");
  await fc.assert(fc.asyncProperty(fc.string({ maxLength: 900 }), fc.nat(), async (text, at) => {
    const outer = newMessage("display_data", { data: { "text/plain": text } }, "session");
    const frames = encodeMessage(outer, "key");
    const place = at % (frames.at(-1)!.length + 1);
    const mixed = interleaved(frames, encodeMessage(inner, "key"), place);
    // An inner message of which not even the beginning is in the frame is one that follows: nothing is interleaved.
    if (frames.at(-1)!.length - place < 11) return;
    const two = await splitInterleaved(mixed.frames, mixed.read);
    assertEquals(contentOf(two!.outer, "key"), outer);
    assertEquals(contentOf(two!.inner, "key"), inner);
    assertEquals(mixed.left(), 0);
  }));
});

Deno.test("a message that holds no other is left alone, and nothing is read for it", async () => {
  const frames = encodeMessage(newMessage("stream", { text: "<IDS|MSG>" }, "session"), "key");
  const read = () => Promise.reject(new Error("something was read"));
  assertEquals(await splitInterleaved([...frames.slice(0, -1), bytes("{ }")], read), null);
  assertEquals(await splitInterleaved(frames, read), null);
});
