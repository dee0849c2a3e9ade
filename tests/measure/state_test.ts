import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { measureTraces } from "../../lib/measure/mod.ts";
import { RULES, type Rules } from "../../lib/measure/trace_measures.ts";
import { measureTrace } from "../../lib/measure/measure_trace.ts";
import { summariseState } from "../../lib/measure/summarise.ts";
import { addTrace, emptyState, type MeasureState, mergeStates } from "../../lib/measure/state.ts";
import type { Trace } from "../../lib/trace/mod.ts";
import { traces } from "./traces.ts";

function stateOf(list: Trace[], rules: Rules, firstRow: number): MeasureState {
  const state = emptyState();
  list.forEach((trace, i) => addTrace(state, trace, measureTrace(trace, rules), firstRow + i));
  return state;
}

for (const rules of RULES) {
  Deno.test(`any split, merged in either order, gives the same measures by ${rules} rules`, () => {
    fc.assert(fc.property(traces, fc.nat(), fc.nat(), (list, a, b) => {
      const [first, second] = [a % (list.length + 1), b % (list.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const parts = [[0, first], [first, second], [second, list.length]].map(([from, to]) =>
        stateOf(list.slice(from, to), rules, from!)
      ) as [MeasureState, MeasureState, MeasureState];
      const whole = JSON.stringify(summariseState(stateOf(list, rules, 0), rules));
      const left = mergeStates(mergeStates(parts[0], parts[1]), parts[2]);
      const backwards = mergeStates(parts[2], mergeStates(parts[1], parts[0]));
      assertEquals(JSON.stringify(summariseState(left, rules)), whole);
      assertEquals(JSON.stringify(summariseState(backwards, rules)), whole);
    }));
  });

  Deno.test(`merging with nothing changes nothing by ${rules} rules`, () => {
    fc.assert(fc.property(traces, (list) => {
      const state = stateOf(list, rules, 0);
      assertEquals(mergeStates(state, emptyState()), state);
      assertEquals(mergeStates(emptyState(), state), state);
    }));
  });
}

Deno.test("lengths are measured over the first 500 traces only", async () => {
  const list = Array.from({ length: 502 }, (_, i): Trace => ({
    id: String(i),
    conversations: [{ from: "gpt", value: "<think>a</think>b" }],
  }));
  const { rows, thinkLengths, answerLengths } = await measureTraces(list);
  assertEquals([rows, thinkLengths.n, answerLengths.n], [502, 500, 500]);
});
