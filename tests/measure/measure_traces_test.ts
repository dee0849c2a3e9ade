import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  type Facts,
  MeasureError,
  measureTraces,
  REACTIONS,
  summaryText,
  traceFacts,
} from "../../lib/measure/mod.ts";
import { PythonFloat } from "../../lib/python/mod.ts";
import { ERROR_CLASSES, type Role, type Trace } from "../../lib/trace/mod.ts";

const trace = (id: string, ...turns: [Role, string][]): Trace => ({
  id,
  conversations: turns.map(([from, value]) => ({ from, value })),
  category: "Terminal & Coding",
});
const call = (body: string) => `<tool_call>\n${body}\n</tool_call>`;
const response = (body: string) => `<tool_response>\n${body}\n</tool_response>`;

const story = trace(
  "story",
  ["human", "Which files are there?"],
  [
    "gpt",
    `<think>\nList them.\n</think>\n${call('{"name": "ls", "arguments": {}}')}${call('{"name": "pwd"}')}`,
  ],
  [
    "tool",
    `${response('{"name": "ls", "content": "a"}')}\n${
      response('{"name": "pwd", "content": {"error": null}}')
    }`,
  ],
  ["gpt", "There is one: a."],
);

Deno.test("nothing measured is null, not zero", async () => {
  const summary = await measureTraces([], { rules: "tutorial" });
  assertEquals(
    [summary.rows, summary.avgTurns, summary.avgToolCalls, summary.errorRate, summary.responseErrorRate],
    [0, null, null, null, null],
  );
  assertEquals([summary.parallelRate, summary.unknownRate], [null, null]);
  assertStringIncludes(summaryText(summary), "Avg turns/traj : nan\n");
  assertStringIncludes(summaryText(summary), "% parallel turns : 0.0%");
});

Deno.test("the tutorial's rules read the first response alone and flag no null error behind it", async () => {
  const { responseErrorRate } = await measureTraces([story], { rules: "tutorial" });
  assertEquals(responseErrorRate, 0);
});

Deno.test("structured rules read every response, and a null error is none", async () => {
  const facts = traceFacts(story, "structured");
  assertEquals([facts.responses, facts.unanswered, facts.orphans, facts.errors], [2, 0, 0, 0]);
  assertEquals((await measureTraces([story])).errorRate, 0);
});

Deno.test("the tutorial's facts are empty where it defines nothing", () => {
  const facts = traceFacts(story, "tutorial");
  const empty = Object.entries(facts).filter(([, value]) => value === null).map(([key]) => key);
  assertEquals(empty, [
    ...["source", "subcategory", "distinct_tools", "think_words", "responses"],
    ...["unknown", "unanswered", "orphans", "recovered", "repeats"],
    ...REACTIONS,
    ...REACTIONS.slice(0, 4).map((name) => `recovered_${name}`),
    ...["loops", "longest_loop", "longest_idle"],
    ...ERROR_CLASSES.map((name) => `error_${name}`),
  ]);
  assertEquals([facts.turns, facts.steps, facts.max_width, facts.tool_calls, facts.answer_chars], [
    4,
    2,
    2,
    2,
    16,
  ]);
});

Deno.test("a call without a name is <unknown> to the tutorial, and equal numbers are one tool", async () => {
  const names = ["true", "1.0", '"1"', "1", "null", "2.0"].map((name) => call(`{"name": ${name}}`)).join("");
  const { topTools } = await measureTraces([trace("odd", ["gpt", call('{"arguments": {}}') + names])], {
    rules: "tutorial",
  });
  assertEquals(topTools, [[true, 3], ["<unknown>", 1], ["1", 1], [null, 1], [new PythonFloat(2), 1]]);
});

Deno.test("a name that Python cannot count is an error that names the row and the id", async () => {
  const bad = trace("bad", ["gpt", call('{"name": ["ls"]}')]);
  const error = await assertRejects(
    () => measureTraces([story, bad], { rules: "tutorial" }),
    MeasureError,
    'row 1, id "bad": Cannot count a tool whose name is a list',
  );
  assertEquals([error.row, error.id], [1, "bad"]);
});

Deno.test("the limit ends the pass, and the facts come in order", async () => {
  const ids: string[] = [];
  const onFacts = (facts: Facts) => ids.push(facts.id);
  const list = ["a", "b", "c"].map((id) => trace(id, ["human", "Hello"]));
  assertEquals((await measureTraces(list, { limit: 2, onFacts })).rows, 2);
  assertEquals(ids, ["a", "b"]);
  assertEquals((await measureTraces(list, { limit: 0 })).rows, 0);
});

Deno.test("the printed summary is the tutorial's, rounded as Python rounds", async () => {
  const list = [1, 1, 1, 2].map((turns, i) => trace(String(i), ...Array(turns).fill(["human", "Hi"])));
  const text = summaryText(await measureTraces(list, { rules: "tutorial" }));
  assertStringIncludes(text, "\nScanned 4 trajectories\nAvg turns/traj : 1.2\n"); // 1.25, to even
  assert(text.endsWith("Top 10 tools : []"));
});

Deno.test("the guide's summary rounds to two places as numpy does", async () => {
  const text = summaryText(await measureTraces([story], { rules: "tutorial" }), "guide");
  assertEquals(text.split("\n"), [
    "Scanned traces: 1",
    "Average turns: 4.0",
    "Average tool calls: 2.0",
    "Traces with errors: 0.0 %",
    "Top tools: [('ls', 1), ('pwd', 1)]",
  ]);
});

Deno.test("the printed share of parallel turns is divided in the tutorial's order", async () => {
  // 23 of 80: Python prints 28.8, and 100 * (23 / 80) would print 28.7
  const widths = Array.from({ length: 80 }, (_, i) => i < 23 ? 2 : 1);
  const list = widths.map((width, i) => trace(String(i), ["gpt", call('{"name": "ls"}').repeat(width)]));
  assertStringIncludes(
    summaryText(await measureTraces(list, { rules: "tutorial" })),
    "% parallel turns : 28.8%",
  );
});
