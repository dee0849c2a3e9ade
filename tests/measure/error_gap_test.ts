import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { sampleTraces } from "../../data/generator/mod.ts";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { errorGap, measureTraces } from "../../lib/measure/mod.ts";
import { pythonDumps } from "../../lib/python/mod.ts";
import { judgeResponse, looksLikeError, parseTool, type Trace } from "../../lib/trace/mod.ts";
import { LABELLED } from "../trace/outcome/labelled.ts";

const response = (name: string, content: unknown) =>
  `<tool_response>\n${JSON.stringify({ tool_call_id: "functions.x:0", name, content })}\n</tool_response>`;
const turns = (...values: string[]): Trace => ({
  id: "a",
  conversations: values.map((value) => ({ from: "tool" as const, value })),
});
const said = async (...values: string[]) =>
  (await errorGap([turns(...values)])).rows.map(({ tutorial, ours, reason }) => [tutorial, ours, reason]);
const labelled = LABELLED.map(({ tool, content }) => turns(response(tool, content)));
const sample = [...sampleTraces({ rows: 60, seed: 9, config: "kimi" })];

Deno.test("the rows divide the tool turns as the two tests do", async () => {
  const two = new Map<string, number>();
  for (const { tool, content } of LABELLED) {
    const flagged = looksLikeError(pythonDumps(parseTool(response(tool, content))));
    const { outcome } = judgeResponse({ name: tool, content });
    const key = `${flagged ? "error" : "fine"} ${outcome === "ok" ? "fine" : outcome}`;
    two.set(key, (two.get(key) ?? 0) + 1);
  }
  const { rows, toolTurns, tutorialErrors, errors, unknown } = await errorGap(labelled);
  for (const [key, count] of two) {
    const same = rows.filter(({ tutorial, ours }) => `${tutorial} ${ours}` === key);
    assertEquals(same.reduce((sum, row) => sum + row.toolTurns, 0), count, key);
  }
  assertEquals(toolTurns, LABELLED.length);
  assertEquals(rows.reduce((sum, row) => sum + row.toolTurns, 0), toolTurns);
  const of = (end: string) =>
    [...two].filter(([key]) => key.endsWith(end)).reduce((sum, [, n]) => sum + n, 0);
  assertEquals([errors, unknown], [of(" error"), of(" unknown")]);
  assertEquals(
    tutorialErrors,
    (two.get("error error") ?? 0) + two.get("error fine")! + two.get("error unknown")!,
  );
});

Deno.test("there is a reason exactly where the two differ, and every reason is met", async () => {
  const { rows } = await errorGap(labelled);
  for (const { tutorial, ours, reason } of rows) assertEquals(reason === null, tutorial === ours);
  const reasons = (tutorial: string, ours: string) =>
    rows.filter((row) => row.tutorial === tutorial && row.ours === ours).map(({ reason }) => reason).sort();
  assertEquals(reasons("error", "fine"), [
    "a word in a file, a diff or a search hit",
    "a word in a page or a web search",
    "a word in another tool's text",
    "a word in what a command printed",
    "an error key that is empty",
    "an error text beside a success",
    "an exit code that is no failure",
    "one of several results failed",
    "the name of a key",
  ]);
  assertEquals(reasons("fine", "error"), [
    "a status that says so",
    "an exit code other than 1, with no error key",
    "success is false, with no error key",
    "the agent loop's own words: no such tool, skipped, interrupted",
  ]);
});

Deno.test("the numbers are those of the two rules' summaries", async () => {
  const gap = await errorGap(sample);
  const tutorial = await measureTraces(sample, { rules: "tutorial" });
  assertEquals(gap.tutorialErrors / gap.toolTurns, tutorial.responseErrorRate);
  const structured = await measureTraces(sample);
  const alone = sample.every(({ conversations }) =>
    conversations.every(({ from, value }) => from !== "tool" || value.split("<tool_response>\n").length === 2)
  );
  assert(!alone); // several responses share turns, so there are fewer turns with an error than errors
  assert(gap.errors < structured.failureModes!.reduce((sum, { count }) => sum + count, 0));
  assert(gap.errors > 0);
});

Deno.test("only what the first response is decides for the tutorial", async () => {
  const fine = response("terminal", { output: "a", exit_code: 0 });
  const failed = response("terminal", { output: "a", exit_code: 1 });
  assertEquals(await said(`${fine}\n${failed}`), [[
    "fine",
    "error",
    "only the first of several responses is read",
  ]]);
  assertEquals(await said(`${failed}\n${fine}`), [["error", "error", null]]);
});

Deno.test("what counts against the tutorial is what is left when smaller reasons are taken away", async () => {
  const terminal = (output: string, error: null) => response("terminal", { output, exit_code: 0, error });
  assertEquals(await said(terminal("0 errors", null)), [[
    "error",
    "fine",
    "a word in what a command printed",
  ]]);
  assertEquals(await said(terminal("fine", null)), [["error", "fine", "an error key that is empty"]]);
});

Deno.test("a response without a name is judged as its call's", async () => {
  const call = '<tool_call>{"name": "read_file", "arguments": {"path": "a"}}</tool_call>';
  const value = '<tool_response>\n{"content": "an error", "total_lines": 1}\n</tool_response>';
  const { rows } = await errorGap([{
    id: "a",
    conversations: [{ from: "gpt", value: call }, { from: "tool", value }],
  }]);
  assertEquals(rows.map(({ reason }) => reason), ["a word in a file, a diff or a search hit"]);
});

Deno.test("an empty tool turn tells nothing", async () => {
  assertEquals(await said(""), [[
    "fine",
    "unknown",
    "a result that is cut, cleared, missing or of no known form",
  ]]);
});

Deno.test("examples are the first, the limit ends the pass, and the table escapes what traces hold", async () => {
  const odd = { ...turns("", response("terminal", { output: "", exit_code: 3 })), id: "<b>" };
  const gap = await errorGap([odd, odd, odd], { limit: 2 });
  assertEquals(gap.rows.map(({ toolTurns, example }) => [toolTurns, example]), [
    [2, { id: "<b>", row: 0, turn: 1 }],
    [2, { id: "<b>", row: 0, turn: 0 }],
  ]);
  assertEquals((await errorGap([odd], { limit: 0 })).rows, []);
  const bundle = await gap[JUPYTER_DISPLAY]();
  assertStringIncludes(String(bundle["text/html"]), "&lt;b&gt;, turn 1");
  assertStringIncludes(
    String(bundle["text/plain"]),
    "4 tool turns: the tutorial calls 0 (0.0%) errors, 2 (50.0%) hold one, of 2 (50.0%) it cannot be told",
  );
});
