import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { TraceReplayer, type Turn } from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";

const conversations: Turn[] = [
  { from: "tool", value: "<tool_response>too early</tool_response>" },
  { from: "gpt", value: '<think>list</think><tool_call>{"name": "ls", "arguments": {}}</tool_call>' },
  { from: "tool", value: '<tool_response>{"files": ["a"]}</tool_response>' },
  { from: "tool", value: "no tags" },
  { from: "human", value: "and now?" },
  { from: "gpt", value: "One file." },
];

Deno.test("a step is a gpt turn with the tool turns behind it", () => {
  const replayer = new TraceReplayer({ conversations });
  assertEquals(replayer.length, 2);
  assertEquals(
    replayer.play(0).text,
    '\n── Step 1/2 ──\n💭 list\n⚙️ ls({})\n📥 {"files": ["a"]}\n📥 {"raw": "no tags"}',
  );
  assertEquals(replayer.play(1).text, "\n── Step 2/2 ──\n💬 One file.");
});

Deno.test("the guide's lines", () => {
  const replayer = new TraceReplayer({ conversations }, { style: "guide" });
  assertEquals(
    `${replayer.play(0)}`,
    '\n--- Step 1/2 ---\nTHINK: list\nCALL: ls({})\nTOOL: {"files": ["a"]}\nTOOL: {"raw": "no tags"}',
  );
});

Deno.test("iterating plays every step in order", () => {
  const replayer = new TraceReplayer({ conversations });
  assertEquals([...replayer].map(({ text }) => text), [replayer.play(0).text, replayer.play(1).text]);
});

Deno.test("negative indices count from the end, with Python's heading", () => {
  const replayer = new TraceReplayer({ conversations });
  assertEquals(replayer.play(-1).text, "\n── Step 0/2 ──\n💬 One file.");
  assertStringIncludes(replayer.play(-1).html, "Step 2 of 2");
});

Deno.test("an index out of range names the valid ones", () => {
  const replayer = new TraceReplayer({ conversations });
  for (const index of [2, -3, 0.5, NaN]) {
    assertThrows(() => replayer.play(index), RangeError, "use 0 to 1, or -2 to -1 from the end");
  }
  assertThrows(() => new TraceReplayer({ conversations: [] }).play(0), RangeError, "the trace has no steps");
});

Deno.test("an unknown style is refused", () => {
  assertThrows(() => new TraceReplayer({ conversations }, { style: "loud" as never }), TypeError, '"loud"');
});

Deno.test("JSON nested too deep raises as in Python: in both styles for a call, in the guide's for a response", () => {
  const deep = "[".repeat(2000) + "]".repeat(2000);
  const call: Turn = { from: "gpt", value: `<tool_call>{"name": "a", "arguments": ${deep}}</tool_call>` };
  const response: Turn = { from: "tool", value: `<tool_response>${deep}</tool_response>` };
  assertThrows(() => new TraceReplayer({ conversations: [call] }), RangeError);
  const answered = [{ from: "gpt", value: "" } as Turn, response];
  assertThrows(() => new TraceReplayer({ conversations: answered }, { style: "guide" }), RangeError);
  assertStringIncludes(new TraceReplayer({ conversations: answered }).play(0).text, '📥 {"raw": [...]');
});

Deno.test("the replayer shows itself: all steps folded, and all lines", () => {
  const replayer = new TraceReplayer({ conversations, task: "List" });
  const bundle = replayer[JUPYTER_DISPLAY]();
  assertEquals(bundle["text/plain"], replayer.play(0).text + "\n" + replayer.play(1).text);
  assertEquals(String(bundle["text/html"]).match(/<details[ >]/g)?.length, 2);
  assert(Deno.inspect([replayer]).includes("── Step 1/2 ──"));
});
