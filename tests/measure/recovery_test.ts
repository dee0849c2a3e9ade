import { assert, assertEquals } from "@std/assert";
import { measureTraces, traceFacts } from "../../lib/measure/mod.ts";
import { actionOf } from "../../lib/measure/recovery.ts";
import type { Trace, Turn } from "../../lib/trace/mod.ts";

const call = (command: string, name = "terminal") =>
  `<tool_call>\n${JSON.stringify({ name, arguments: { command } })}\n</tool_call>`;
const gpt = (...texts: string[]): Turn => ({ from: "gpt", value: texts.join("\n") });
const result = (exit_code: number, name = "terminal") => {
  const content = { output: exit_code ? "no" : "yes", exit_code, error: null };
  return `<tool_response>\n${JSON.stringify({ name, content })}\n</tool_response>`;
};
const tool = (...responses: string[]): Turn => ({ from: "tool", value: responses.join("\n") });
const NOWHERE = { start: 0, end: 0, body: { start: 0, end: 0 } };
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

Deno.test("only success at the same thing recovers: not another command, not another action", async () => {
  const run = (command: string, code: number) => [gpt(call(command)), tool(result(code))];
  assertEquals(await reactions(...failing, ...run("ls", 0)), [["changed_arguments", 1, 0]]);
  assertEquals(await reactions(...failing, ...run("cat a", 0), ...run("make -j1", 0)), [[
    "changed_arguments",
    1,
    1,
  ]]);
  const cron = (action: string, success: boolean) => [
    gpt(`<tool_call>\n${JSON.stringify({ name: "cronjob", arguments: { action } })}\n</tool_call>`),
    tool(`<tool_response>\n${JSON.stringify({ name: "cronjob", content: { success } })}\n</tool_response>`),
  ];
  const listed = [...cron("create", false), ...cron("list", true)];
  assertEquals(await reactions(...listed), [["changed_arguments", 1, 0]]);
  assertEquals(await reactions(...listed, ...cron("create", true)), [["changed_arguments", 1, 1]]);
});

Deno.test("a success counts if it comes within five acting steps", async () => {
  const look = [gpt(call("ls")), tool(result(0))];
  const after = (looks: number) =>
    reactions(...failing, ...Array(looks).fill(look).flat(), gpt(call("make")), tool(result(0)));
  assertEquals(await after(4), [["changed_arguments", 1, 1]]);
  assertEquals(await after(5), [["changed_arguments", 1, 0]]);
});

Deno.test("what else succeeds in a parallel batch recovers nothing, what follows it does", async () => {
  const batch = [gpt(call("make"), call("make test")), tool(result(2), result(0))];
  assertEquals(await reactions(...batch), [["gave_up", 1, 0]]);
  assertEquals(await reactions(...batch, gpt(call("ls"), call("make")), tool(result(0), result(0))), [[
    "retried",
    1,
    1,
  ]]);
});

Deno.test("a call that could not be read is followed by its tool, which its response names", async () => {
  const broken = gpt("<tool_call>\n{broken}\n</tool_call>");
  const refused = tool(
    `<tool_response>\n${
      JSON.stringify({ name: "terminal", content: "Error: Invalid JSON arguments. Please retry." })
    }\n</tool_response>`,
  );
  assertEquals(await reactions(broken, refused, gpt(call("make")), tool(result(0))), [[
    "changed_arguments",
    1,
    1,
  ]]);
  assertEquals(await reactions(broken, refused, broken, tool(result(0))), [["changed_arguments", 1, 1]]);
});

Deno.test("programs are told whatever stands before them", () => {
  const commands: Record<string, string[]> = {
    pytest: ["pytest", "cd a && pytest -q", ".venv/bin/pytest", "A=1 B='x y' python3 -m pytest", "(pytest)"],
    python: [
      "python3 a.py",
      "python3.11 - <<'EOF'\nx\nEOF",
      "timeout -k 5 60s /usr/bin/python b.py",
      "python",
    ],
    make: [
      "sudo make",
      "source .venv/bin/activate; make",
      "export A=1\nmake",
      "uv run make|tee log",
      "  make",
    ],
    "": ["", " ", "cd a &&", "&&"],
  };
  for (const [program, texts] of Object.entries(commands)) {
    for (const command of texts) {
      const found = actionOf({ kind: "call", name: "terminal", arguments: { command }, ...NOWHERE });
      assertEquals(found, `terminal ${program}`, command);
    }
  }
});

Deno.test("long and odd commands are looked at in linear time", () => {
  for (const piece of ["A=1 ", "cd a && ", "(", "timeout -a ", "python -m ", "x/", "A='", "env ", " "]) {
    const command = piece.repeat(1_000_000);
    const before = performance.now();
    actionOf({ kind: "call", name: "terminal", arguments: { command }, ...NOWHERE });
    assert(performance.now() - before < 5000, piece);
  }
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
  for (const text of ["**Which one?**", "要安装吗？", "(Or not?)\n"]) {
    assertEquals(await reactions(...failing, gpt(text)), [["asked", 1, 0]], text);
  }
});

Deno.test("the person's word ends the attempt: a question is asking, anything else giving up", async () => {
  const human: Turn = { from: "human", value: "Yes." };
  const done = [gpt(call("make")), tool(result(0))];
  assertEquals(await reactions(...failing, gpt("Try again?"), human, ...done), [["asked", 1, 1]]);
  assertEquals(await reactions(...failing, gpt("It fails."), human, ...done), [["gave_up", 1, 0]]);
  assertEquals(await reactions(...failing, gpt(call("", "clarify")), ...done), [["asked", 1, 1]]);
});

Deno.test("20,000 failures behind 20,000 others are looked at in linear time", () => {
  const wide = Array.from({ length: 20_000 }, (_, at) => call(`make ${at}`));
  const step = [gpt(...wide), tool(...wide.map(() => result(2)))];
  const before = performance.now();
  const { errors, retried } = traceFacts(trace(...step, ...step));
  assertEquals([errors, retried], [40_000, 20_000]);
  assert(performance.now() - before < 15_000); // quadratic work takes minutes
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
    [3, 1, 1, 1, 1, 0],
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
