import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encodeMessage, newMessage } from "../../lib/notebook/kernel/wire.ts";
import { contentOf } from "./content_of.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("a message is read as it was sent, whatever stands before it", () => {
  const content = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }));
  fc.assert(fc.property(content, fc.string({ minLength: 1 }), (content, key) => {
    const plain = JSON.parse(JSON.stringify(content));
    const message = newMessage("execute_request", plain, "session");
    const frames = encodeMessage(message, key);
    assertEquals(contentOf([bytes("an identity"), ...frames], key), message);
  }));
});

Deno.test("a message with a wrong key, a changed part or a missing part is refused", () => {
  const frames = encodeMessage(newMessage("status", {}, "session"), "key");
  assertThrows(() => contentOf(frames, "another"), Error, "signature is wrong");
  assertThrows(
    () => contentOf([...frames.slice(0, -1), bytes("{ }")], "key"),
    Error,
    "signature is wrong",
  );
  assertThrows(() => contentOf(frames.slice(0, -1), "key"), Error, "a part is missing");
  assertThrows(() => contentOf(frames.slice(1), "key"), Error, "a part is missing");
});

Deno.test("without a key nothing is signed", () => {
  const message = newMessage("status", { execution_state: "idle" }, "session");
  const frames = encodeMessage(message, "");
  assertEquals(frames[1], new Uint8Array());
  assertEquals(contentOf(frames, ""), message);
});
