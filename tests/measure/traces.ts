import fc from "fast-check";
import type { Trace } from "../../lib/trace/mod.ts";

const name = fc.constantFrom("terminal", "read_file", "patch", "todo", "web_search");
const call = name.map((tool) => `<tool_call>\n{"name": "${tool}", "arguments": {"n": 1.0}}\n</tool_call>`);
const thought = fc.string({ maxLength: 40 }).map((text) => `<think>\n${text}\n</think>\n`);
const gpt = fc.tuple(
  fc.array(thought, { maxLength: 2 }),
  fc.string({ maxLength: 20 }),
  fc.array(call, { maxLength: 4 }),
)
  .map(([thoughts, text, calls]) => ({
    from: "gpt" as const,
    value: [...thoughts, text, ...calls].join(""),
  }));
const tool = fc.constantFrom('{"error": null}', '{"output": "ok"}', "Traceback", '{"exit_code": 127}')
  .map((content) => ({ from: "tool" as const, value: `<tool_response>\n${content}\n</tool_response>` }));
const human = fc.string().map((value) => ({ from: "human" as const, value }));

/** Small traces with thoughts, calls and responses in any order. */
export const traces: fc.Arbitrary<Trace[]> = fc.array(
  fc.record({
    id: fc.uuid(),
    conversations: fc.array(fc.oneof(gpt, gpt, tool, human), { maxLength: 8 }),
    category: fc.constantFrom("Terminal & Coding", "Scheduling", null),
  }),
  { maxLength: 30 },
);
