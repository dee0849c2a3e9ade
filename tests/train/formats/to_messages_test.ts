import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type Role, toMessages, type Turn } from "tracebook";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";
import { normalizeToolRole } from "../../../lib/train/mod.ts";

const conversations: Turn[] = [
  { from: "system", value: "<tools>" },
  { from: "human", value: "" },
  { from: "gpt", value: "<think>a</think>\n" },
  { from: "tool", value: " <tool_response>1</tool_response>" },
];

Deno.test("roles are renamed and texts stay as they are", () => {
  assertEquals([...toMessages({ conversations })], [
    { role: "system", content: "<tools>" },
    { role: "user", content: "" },
    { role: "assistant", content: "<think>a</think>\n" },
    { role: "tool", content: " <tool_response>1</tool_response>" },
  ]);
});

Deno.test("an unknown role is refused, whatever it is called", () => {
  for (const from of ["observation", "toString", "GPT"]) {
    const trace = { conversations: [{ from: from as Role, value: "" }] };
    assertThrows(() => toMessages(trace), RangeError, `Cannot map the role "${from}"`);
  }
});

Deno.test("only tools' messages become the user's, and the given messages are left alone", () => {
  const messages = toMessages({ conversations });
  const before = structuredClone([...messages]);
  const masks = normalizeToolRole(messages);
  assertEquals(masks.map(({ role }) => role), ["system", "user", "assistant", "user"]);
  assertEquals(masks[3]?.content, "[TOOL OUTPUT]\n <tool_response>1</tool_response>");
  assertEquals(
    normalizeToolRole(messages, "[TOOL]\n")[3]?.content,
    "[TOOL]\n <tool_response>1</tool_response>",
  );
  assertEquals([...messages], before);
});

Deno.test("messages show themselves as a table, with hostile text escaped", () => {
  const value = `<img src=x onerror=alert(1)>\n${"x".repeat(500)}`;
  const bundle = toMessages({ conversations: [{ from: "human", value }] })[JUPYTER_DISPLAY]();
  const { "text/html": html, "text/plain": text } = bundle as Record<string, string>;
  assertStringIncludes(html!, "&lt;img src=x");
  assertEquals(html!.includes("<img"), false);
  assertStringIncludes(html!, "1 message");
  assertStringIncludes(text!, "user");
  assertEquals(html!.length < 1500, true, "the content is cut");
});

Deno.test("a notebook shows the first and last messages of a long conversation, and how many are between", () => {
  const conversations = Array.from(
    { length: 61 },
    (_, i) => ({ from: "human" as const, value: `turn ${i}` }),
  );
  const messages = toMessages({ conversations });
  assertEquals(messages.length, 61);
  const shown = messages[JUPYTER_DISPLAY]() as Record<string, string>;
  const lines = shown["text/plain"]!.split("\n").slice(4).map((line) => line.split(/ {2,}/).at(-1));
  const turns = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `turn ${from + i}`);
  assertEquals(lines, [...turns(0, 8), "… 49 more", ...turns(57, 61)]);
  assertEquals(shown["text/html"]!.match(/<tr>/g)?.length, 1 + 8 + 1 + 4);
});
