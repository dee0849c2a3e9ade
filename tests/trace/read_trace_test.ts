import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readTrace, type Role, type Turn } from "tracebook";
import { ROLES } from "../../lib/trace/mod.ts";
import { oddText } from "./odd_text.ts";
import { shortOrLong } from "../long.ts";

const call = (name: string, n = 0) => `<tool_call>${JSON.stringify({ name, arguments: { n } })}</tool_call>`;
const response = (name: string | undefined, content: string, id?: string) =>
  `<tool_response>${JSON.stringify({ tool_call_id: id, name, content })}</tool_response>`;
const trace = (...turns: [Role, string][]) => ({
  conversations: turns.map(([from, value]): Turn => ({ from, value })),
});

/** Per step: what answers each call, then the orphans. */
function pairs(...turns: [Role, string][]) {
  return readTrace(trace(...turns)).steps.map(({ calls, orphans }) => [
    calls.map((each) => each.response?.content),
    orphans.map((each) => each.content),
  ]);
}

Deno.test("no trace throws, no response is lost, and none answers twice", () => {
  const turn = fc.record({ from: fc.constantFrom(...ROLES), value: oddText });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 8 }), (conversations) => {
      const { steps, unattached, problems } = readTrace({ conversations });
      assertEquals(steps.length, conversations.filter((each) => each.from === "gpt").length);
      for (const step of steps) {
        const answers = step.calls.flatMap((each) => each.response ?? []);
        assertEquals(new Set([...answers, ...step.orphans]), new Set(step.responses));
        assertEquals(answers.length + step.orphans.length, step.responses.length);
      }
      assertEquals(unattached.length > 0 && conversations.every((each) => each.from !== "tool"), false);
      for (const { turn, end } of problems) assertEquals(end <= conversations[turn]!.value.length, true);
    }),
    { numRuns: shortOrLong(100, 500) },
  );
});

Deno.test("a step is a gpt turn with the tool turns behind it", () => {
  const { steps } = readTrace(
    trace(
      ["system", call("no")],
      ["human", "hi"],
      ["gpt", `<think>a</think>Looking. ${call("ls")}`],
      ["tool", response("ls", "x")],
      ["tool", response("ls", "y")],
      ["gpt", "done"],
    ),
  );
  assertEquals(steps.map((step) => [step.turn, step.thoughts, step.answer, step.responses.length]), [
    [2, ["a"], "Looking.", 2],
    [5, [], "done", 0],
  ]);
});

Deno.test("parallel calls of one tool are answered in order", () => {
  assertEquals(
    pairs(["gpt", call("ls", 1) + call("ls", 2)], ["tool", response("ls", "1") + response("ls", "2")]),
    [
      [["1", "2"], []],
    ],
  );
});

Deno.test("responses of different tools in another order find their calls by name", () => {
  assertEquals(
    pairs(["gpt", call("a") + call("b")], ["tool", response("b", "of b") + response("a", "of a")]),
    [
      [["of a", "of b"], []],
    ],
  );
});

Deno.test("responses of one tool in another order find their calls by ids that count", () => {
  const later = response("ls", "second", "functions.ls:10");
  const sooner = response("ls", "first", "functions.ls:9");
  assertEquals(pairs(["gpt", call("ls", 1) + call("ls", 2)], ["tool", later + sooner]), [
    [["first", "second"], []],
  ]);
});

Deno.test("a response without a name answers the first call that has no answer", () => {
  assertEquals(pairs(["gpt", call("a") + call("b")], ["tool", response("a", "of a")], ["tool", "plain"]), [
    [["of a", "plain"], []],
  ]);
});

Deno.test("a malformed call takes the response that no other call claims", () => {
  assertEquals(
    pairs(
      ["gpt", `<tool_call>{"name": ls}</tool_call>${call("b")}`],
      ["tool", response("b", "of b") + response("ls", "of ls")],
    ),
    [[["of ls", "of b"], []]],
  );
});

Deno.test("a response that answers nothing is an orphan, and a call may stay unanswered", () => {
  assertEquals(pairs(["gpt", call("a")], ["tool", response("b", "of b")]), [[[undefined], ["of b"]]]);
  assertEquals(pairs(["gpt", "no calls"], ["tool", response("b", "of b")]), [[[], ["of b"]]]);
});

Deno.test("responses before any gpt turn are unattached", () => {
  assertEquals(readTrace(trace(["tool", "x"], ["gpt", "y"])).unattached.map((each) => each.content), ["x"]);
});

Deno.test("a response that a gpt turn holds answers no call", () => {
  const { steps, problems } = readTrace(trace(["gpt", call("ls") + response("ls", "made up")]));
  assertEquals([steps[0]?.calls[0]?.response, steps[0]?.responses], [undefined, []]);
  assertEquals(problems.map((each) => each.reason), ["a tool response inside a gpt turn"]);
});

Deno.test("every problem is listed with its turn and its place", () => {
  const gpt = `a</think>${call("")}`;
  const { problems } = readTrace(trace(["human", "<think>"], ["gpt", gpt], ["tool", "x"]));
  assertEquals(problems, [
    { turn: 1, start: 1, end: 9, reason: "</think> closes nothing" },
    { turn: 1, start: 9, end: gpt.length, reason: "the call has no name" },
    { turn: 2, start: 0, end: 1, reason: "no <tool_response> tag" },
  ]);
});

Deno.test("an empty conversation has no steps", () => {
  assertEquals(readTrace({ conversations: [] }), { steps: [], unattached: [], problems: [] });
});

Deno.test("two gpt turns in a row are two steps, and the response belongs to the second", () => {
  assertEquals(pairs(["gpt", call("a")], ["gpt", call("a")], ["tool", response("a", "x")]), [
    [[undefined], []],
    [["x"], []],
  ]);
});
