import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseAssistant } from "tracebook";
import { pythonDumps, pythonLength, PythonLimitError } from "tracebook/python";
import { countAssistant } from "../../lib/trace/tutorial_turns.ts";
import { oddJson } from "../python/odd_json.ts";
import { oddText } from "./odd_text.ts";
import { shortOrLong } from "../long.ts";

const call = oddJson.map((body) => `<tool_call>\n${body}\n</tool_call>`);
const turn = fc.array(fc.oneof(oddText, call, oddText.map((text) => `<think>${text}</think>`)), {
  maxLength: 4,
})
  .map((pieces) => pieces.join(""));

/** The counts by parsing in full; the error where the reference raises. */
function byParsing(value: string) {
  const { thoughts, tool_calls, final } = parseAssistant(value);
  return {
    thoughts: thoughts.map(pythonLength),
    calls: tool_calls.map((call) => ({ name: call.get("name"), chars: pythonDumps(call).length })),
    final: pythonLength(final),
  };
}

const orError = <T>(count: () => T) => {
  try {
    return count();
  } catch (error) {
    return (error as Error).message;
  }
};

Deno.test("a gpt turn is counted as it is parsed, with the lengths of its calls and without", () => {
  fc.assert(
    fc.property(turn, (value) => {
      const expected = orError(() => byParsing(value));
      assertEquals(orError(() => countAssistant(value, true)), expected);
      const without = typeof expected === "string"
        ? expected
        : { ...expected, calls: expected.calls.map(({ name }) => ({ name, chars: null })) };
      assertEquals(orError(() => countAssistant(value, false)), without);
    }),
    { numRuns: shortOrLong(600, 3000) },
  );
});

Deno.test("a call that Python refuses is refused, whether or not its length is asked for", () => {
  const nested = `<tool_call>{"name": "ls", "a": ${"[".repeat(993)}${"]".repeat(993)}}</tool_call>`;
  for (const withChars of [true, false]) {
    assertThrows(() => countAssistant(nested, withChars), PythonLimitError);
  }
});

Deno.test("an answer is what stands around thoughts and calls, also where they are intertwined", () => {
  const final = (value: string) => countAssistant(value, false).final;
  assertEquals(final(' <think>a</think> yes <tool_call>{"name": "ls"}</tool_call>\n'), 3);
  assertEquals(final("a<think>b</think>c<think>d</think>"), 2);
  assertEquals(final('<tool_<think>x</think>call>{"name": "ls"}</tool_call>'), 0);
  assertEquals(final('<think><tool_call>{</think>"name": "ls"}</tool_call>'), 25);
});
