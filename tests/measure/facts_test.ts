import { assert, assertEquals, assertThrows } from "@std/assert";
import { sampleTraces } from "../../data/generator/mod.ts";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import {
  FACT_COLUMNS,
  type Facts,
  gatherFacts,
  measureTraces,
  REACTIONS,
  recoveryRates,
  traceFacts,
} from "../../lib/measure/mod.ts";
import type { Trace, Turn } from "../../lib/trace/mod.ts";

const sample = [...sampleTraces({ rows: 40, seed: 3, config: "kimi" })];
const gpt = (value: string): Turn => ({ from: "gpt", value });
const call = '<tool_call>{"name": "terminal", "arguments": {"command": "make"}}</tool_call>';
const facts = (...conversations: Turn[]) => traceFacts({ id: "a", conversations });

Deno.test("every column is in every record, text or a whole number or null", () => {
  for (const rules of ["structured", "tutorial"] as const) {
    for (const record of sample.map((trace) => traceFacts(trace, rules))) {
      assertEquals(Object.keys(record), FACT_COLUMNS.map(({ name }) => name));
      for (const { name, type } of FACT_COLUMNS) {
        const value = record[name];
        assert(
          value === null || (type === "string" ? typeof value === "string" : Number.isInteger(value)),
          name,
        );
      }
    }
  }
});

Deno.test("the longest run without a call is counted in gpt turns, whoever speaks in between", () => {
  const human: Turn = { from: "human", value: "Go on." };
  assertEquals(facts().longest_idle, 0);
  assertEquals(facts(gpt("a"), gpt(call), gpt("b"), human, gpt("c"), gpt(call)).longest_idle, 2);
});

Deno.test("loops are counted, the longest one in acting steps", () => {
  const { loops, longest_loop } = facts(...Array(4).fill(gpt(call)), { from: "human", value: "" }, gpt(call));
  assertEquals([loops, longest_loop], [1, 4]);
  assertEquals([facts(gpt(call)).loops, facts(gpt(call)).longest_loop], [0, 0]);
});

Deno.test("facts add up to the summary: reactions, recoveries, errors by class", async () => {
  const records = await gatherFacts(sample);
  const total = (name: keyof Facts) => records.reduce((sum, record) => sum + Number(record[name]), 0);
  const { reactions, failureModes } = await measureTraces(sample);
  for (const { reaction, count, recovered } of reactions!) {
    assertEquals(total(reaction), count);
    assertEquals(reaction === "gave_up" ? 0 : total(`recovered_${reaction}`), recovered);
  }
  assertEquals(total("recovered"), reactions!.reduce((sum, { recovered }) => sum + recovered, 0));
  for (const [name, modes] of Map.groupBy(failureModes!, (mode) => mode.class)) {
    assertEquals(total(`error_${name}`), modes.reduce((sum, { count }) => sum + count, 0));
  }
});

Deno.test("gathered facts are one trace's, in order, and show the first of them", async () => {
  const records = await gatherFacts(sample, { limit: 12 });
  assertEquals([...records], sample.slice(0, 12).map((trace) => traceFacts(trace)));
  const text = String((await records[JUPYTER_DISPLAY]())["text/plain"]);
  assert(text.startsWith(`12 traces, the first 8; 10 of ${FACT_COLUMNS.length} columns\n`), text);
  assert(text.includes(sample[7]!.id) && !text.includes(sample[8]!.id));
  const tutorial = await gatherFacts(sample, { limit: 1, rules: "tutorial" });
  assert(!String((await tutorial[JUPYTER_DISPLAY]())["text/plain"]).includes("recovered"));
  const none = await gatherFacts([]);
  assert(String((await none[JUPYTER_DISPLAY]())["text/plain"]).startsWith("no traces\n"));
});

const record = (over: Partial<Facts>): Facts => ({ ...traceFacts({ id: "a", conversations: [] }), ...over });

Deno.test("recovery rates have the calls behind them, the group with most failures first", () => {
  const rates = recoveryRates([
    record({ category: "A", retried: 1, gave_up: 1, recovered_retried: 1 }),
    record({ category: "B", retried: 2, changed_tool: 2, recovered_retried: 1 }),
    record({ category: "C" }),
    record({ category: null, asked: 2 }),
  ], { by: "category" });
  assertEquals(
    rates.map(({ group }) => group),
    ["B", "A", null].flatMap((group) => REACTIONS.map(() => group)),
  );
  const [retried, , changed] = rates;
  assertEquals([retried!.share.part, retried!.share.whole, retried!.recovered.rate], [2, 4, 0.5]);
  assertEquals([changed!.reaction, changed!.recovered.rate], ["changed_tool", 0]);
  assertEquals(rates[4]!.recovered.whole, 0);
});

Deno.test("without groups all traces are taken together; without failures nothing is rated", () => {
  const rates = recoveryRates([record({ asked: 1 }), record({ gave_up: 3 })]);
  assertEquals(rates.map(({ reaction, share }) => [reaction, share.part]), [
    ["retried", 0],
    ["changed_arguments", 0],
    ["changed_tool", 0],
    ["asked", 1],
    ["gave_up", 3],
  ]);
  assertEquals([...recoveryRates([record({})])], []);
});

Deno.test("facts by the tutorial's rules say nothing of recoveries, and are refused", () => {
  const trace: Trace = { id: "odd", conversations: [] };
  assertThrows(() => recoveryRates([traceFacts(trace, "tutorial")]), TypeError, '"odd" have no retried');
});
