import { assertEquals } from "@std/assert";
import { measureTraces, traceFacts } from "../../lib/measure/mod.ts";
import type { Trace, Turn } from "../../lib/trace/mod.ts";

const call = (command: string, name = "terminal") =>
  `<tool_call>\n${JSON.stringify({ name, arguments: { command } })}\n</tool_call>`;
const gpt = (...texts: string[]): Turn => ({ from: "gpt", value: texts.join("\n") });
const result = (exit_code: number, name = "terminal") => {
  const content = { output: exit_code ? "no" : "yes", exit_code, error: null };
  return `<tool_response>\n${JSON.stringify({ name, content })}\n</tool_response>`;
};
const tool = (...responses: string[]): Turn => ({ from: "tool", value: responses.join("\n") });
const trace = (...conversations: Turn[]): Trace => ({ id: "a", conversations });

const reactions = async (...conversations: Turn[]) =>
  (await measureTraces([trace(...conversations)])).reactions!
    .filter(({ count }) => count > 0).map(({ reaction, count, recovered }) => [reaction, count, recovered]);

const failing = [gpt(call("make")), tool(result(2))];

Deno.test("the same call again is a retry, and recovers if it then succeeds", async () => {
  assertEquals(await reactions(...failing, gpt(call("make")), tool(result(0))), [["retried", 1, 1]]);
  assertEquals(await reactions(...failing, gpt(call("make")), tool(result(2))), [["retried", 1, 0], [
    "gave_up",
    1,
    0,
  ]]);
});

Deno.test("other arguments and another tool are told apart", async () => {
  assertEquals(await reactions(...failing, gpt(call("make -k")), tool(result(0))), [[
    "changed_arguments",
    1,
    1,
  ]]);
  const other = gpt(call("", "execute_code"));
  assertEquals(await reactions(...failing, other), [["changed_tool", 1, 0]]);
});

Deno.test("a step that only thinks does not hide the reaction behind it", async () => {
  assertEquals(await reactions(...failing, gpt("<think>hm</think>"), gpt(call("make")), tool(result(0))), [
    ["retried", 1, 1],
  ]);
});

Deno.test("a question at the end is asking, anything else giving up", async () => {
  assertEquals(await reactions(...failing, gpt("Shall I install it?")), [["asked", 1, 0]]);
  assertEquals(await reactions(...failing, gpt("It does not work.")), [["gave_up", 1, 0]]);
  assertEquals(await reactions(...failing), [["gave_up", 1, 0]]);
});

Deno.test("facts count errors by class, what was recovered, and what cannot be told", () => {
  const facts = traceFacts(trace(
    ...failing,
    gpt(call("make"), call("grep x y")),
    tool(
      result(0),
      '<tool_response>\n{"name": "terminal", "content": {"output": "", "exit_code": 1, "error": null}}\n</tool_response>',
    ),
  ));
  assertEquals(
    [facts.responses, facts.errors, facts.error_exit_code, facts.unknown, facts.recovered, facts.repeats],
    [3, 1, 1, 1, 1, 1],
  );
});

Deno.test("failure modes name the tool, the class and the first traces, whatever the order of work", async () => {
  const list = ["a", "b", "c", "d"].map((id): Trace => ({ ...trace(...failing), id }));
  const { failureModes, errorRate, responseErrorRate } = await measureTraces(list);
  assertEquals(failureModes, [{
    tool: "terminal",
    class: "exit_code",
    count: 4,
    examples: [{ id: "a", row: 0 }, { id: "b", row: 1 }, { id: "c", row: 2 }],
  }]);
  assertEquals([errorRate, responseErrorRate], [1, 1]);
});
