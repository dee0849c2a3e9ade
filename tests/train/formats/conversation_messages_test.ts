import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Role, Turn } from "tracebook";
import { ROLES } from "../../../lib/trace/mod.ts";
import { conversationMessages } from "../../../lib/train/mod.ts";
import { oddText } from "../../trace/odd_text.ts";

const of = (...given: [Role, string][]) =>
  conversationMessages({ conversations: given.map(([from, value]): Turn => ({ from, value })) })
    .map(({ role, content, turn }) => [role, content, turn]);

Deno.test("tool turns lose their tags, everything else is verbatim", () => {
  assertEquals(
    of(["system", "<tools>\n"], ["gpt", "<think>\na\n</think>\n"], [
      "tool",
      '<tool_response>\n{"a": 1.0}\n</tool_response>',
    ]),
    [["system", "<tools>\n", 0], ["assistant", "<think>\na\n</think>\n", 1], ["tool", '{"a": 1.0}', 2]],
  );
});

Deno.test("each response of a turn is a message, and so is what stands between them", () => {
  assertEquals(
    of(["tool", "<tool_response>1</tool_response>\n[note]\n<tool_response>2</tool_response>\n"]),
    [["tool", "1", 0], ["tool", "\n[note]\n", 0], ["tool", "2", 0]],
  );
});

Deno.test("a tool turn without tags, or without text, is one message", () => {
  assertEquals(of(["tool", "plain"], ["tool", ""], ["tool", " \n"]), [
    ["tool", "plain", 0],
    ["tool", "", 1],
    ["tool", " \n", 2],
  ]);
});

Deno.test("with a prefix tool turns are the user's, tags included", () => {
  const trace = { conversations: [{ from: "tool" as const, value: "<tool_response>1</tool_response>" }] };
  assertEquals(conversationMessages(trace, { toolTurns: "[TOOL]\n" }), [
    { role: "user", content: "[TOOL]\n<tool_response>1</tool_response>", turn: 0 },
  ]);
});

Deno.test("every turn has a message, in order, and those of other roles are their turns", () => {
  const turn = fc.record({ from: fc.constantFrom(...ROLES), value: oddText });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 6 }), (conversations) => {
      const messages = conversationMessages({ conversations });
      assertEquals([...new Set(messages.map((each) => each.turn))], conversations.map((_, i) => i));
      for (const message of messages) {
        const { from, value } = conversations[message.turn]!;
        if (from === "tool") assertEquals(value.includes(message.content), true);
        else assertEquals(message.content, value);
      }
    }),
  );
});
