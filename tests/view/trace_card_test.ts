import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type Trace, traceCard } from "tracebook";

const trace: Trace = {
  id: "a1",
  category: "Files",
  source: "kimi",
  task: "Count the files",
  conversations: [
    { from: "system", value: "You are a model." },
    { from: "human", value: "How many\nfiles?" },
    {
      from: "gpt",
      value:
        '<think>Two ways.</think>\n<tool_call>{"name": "terminal", "arguments": {"command": "ls\\nwc -l"}}</tool_call>' +
        '<tool_call>{"name": "read_file", "arguments": {}}</tool_call><tool_call>{"name": bad}</tool_call>',
    },
    {
      from: "tool",
      value: '<tool_response>{"name": "read_file", "content": "text"}</tool_response>' +
        '<tool_response>{"name": "terminal", "content": {"output": "7\\n", "exit_code": 0, "error": null}}</tool_response>',
    },
    { from: "tool", value: "<tool_response>unclosed" },
    { from: "gpt", value: "Seven." },
  ],
};

Deno.test("responses stand below their calls, and what is wrong is flagged where it is", () => {
  assertEquals(
    traceCard(trace).text,
    `Count the files
Files · kimi · 6 turns · 2 steps · 3 calls · 2 problems · id a1
[system] 16 characters
  You are a model.
[user]
  How many
  files?
[step 1] terminal, read_file, <malformed> · 2 problems
  [think]
    Two ways.
  [call] terminal
    command:
      ls
      wc -l
    [response]
      output: 7
      exit_code: 0
      error: null
  [call] read_file
    [response]
      text
  [call] <malformed>
    {"name": bad}
    [response]
      unclosed
  [problem] Expecting value at character 188 (turn 2, characters 168–204)
  [problem] unclosed <tool_response> (turn 4, characters 0–23)
[step 2] answer
  [answer]
    Seven.`,
  );
});

Deno.test("a call without a response and a response without a call are flagged", () => {
  const { text } = traceCard({
    id: "b",
    conversations: [
      { from: "tool", value: '<tool_response>{"name": "ls", "content": "early"}</tool_response>' },
      { from: "gpt", value: '<tool_call>{"name": "ls", "arguments": {}}</tool_call>' },
      { from: "tool", value: '<tool_response>{"name": "cat", "content": "other"}</tool_response>' },
    ],
  });
  assertStringIncludes(text, "3 turns · 1 step · 1 call · 3 problems · id b");
  assertStringIncludes(text, "[response] answers no call: ls\n  early");
  assertStringIncludes(text, "[step 1] ls · 2 problems\n");
  assertStringIncludes(
    text,
    "  [call] ls\n    [problem] no response\n  [response] answers no call: cat\n    other",
  );
});

Deno.test("texts are cut at maxChars code points, and say how much is left out", () => {
  const { text } = traceCard({ id: "c", conversations: [{ from: "gpt", value: "🙂".repeat(1500) }] }, {
    maxChars: 2,
  });
  assertStringIncludes(text, "    🙂🙂\n    … 1,498 more characters");
  assertThrows(() => traceCard(trace, { maxChars: 0 }), RangeError, "0 characters");
});

Deno.test("the steps of a long trace are folded", () => {
  const folded = (options?: { openSteps: number }) =>
    traceCard(trace, options).html.match(/<details[ >]/g)?.length;
  assertEquals(folded(), 1); // the system turn; a thought of one line needs no folding
  assertEquals(folded({ openSteps: 1 }), 3);
});

Deno.test("a step with thousands of parts shows the first of them and counts the rest", () => {
  const value = "</think>".repeat(3000);
  const { text, html } = traceCard({ id: "d", conversations: [{ from: "gpt", value }] });
  assertStringIncludes(text, "[step 1] no call and no answer · 3,000 problems");
  assertStringIncludes(text, "[…] 2,950 more");
  assert(html.length < 60_000);
});
