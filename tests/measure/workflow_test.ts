import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { measureTraces } from "../../lib/measure/mod.ts";
import { stepLabel } from "../../lib/measure/measure_trace.ts";
import { sequencesOf, transitionsOf, workflowKey, workflowsOf } from "../../lib/measure/workflow.ts";
import type { Trace } from "../../lib/trace/mod.ts";
import { shortOrLong } from "../long.ts";

const call = (name: string) => `<tool_call>\n${JSON.stringify({ name, arguments: {} })}\n</tool_call>`;

/** A trace whose acting steps hold the tools given, one text a step. */
const trace = (steps: string[], category: string | null = "Chat"): Trace => ({
  id: steps.join(),
  category,
  conversations: steps.map((tools) => ({
    from: "gpt" as const,
    value: tools.split(" ").filter(Boolean).map(call).join("\n"),
  })),
});
const letters = (text: string, category?: string) => trace([...text], category);

Deno.test("transitions are counted from start to end, steps that follow themselves too", async () => {
  const { transitions } = await measureTraces([letters("aab"), letters("b"), trace([""])]);
  assertEquals(transitions!.map(({ from, to, count }) => [from, to, count]), [
    ["b", null, 2],
    [null, null, 1],
    [null, "a", 1],
    [null, "b", 1],
    ["a", "a", 1],
    ["a", "b", 1],
  ]);
});

Deno.test("a parallel batch is one step, whatever its width and order", async () => {
  const { transitions } = await measureTraces([trace(["b a b", "a b"])]);
  assertEquals(transitions!.map(({ from, to }) => [from, to]), [[null, "a + b"], ["a + b", null], [
    "a + b",
    "a + b",
  ]]);
});

Deno.test("common sequences come by category and length, runs folded, lone ones left out", async () => {
  const list = [
    letters("aabcc"),
    letters("abcd"),
    letters("abcabc"),
    letters("xyz", "Other"),
    letters("xyz"),
  ];
  const { sequences } = await measureTraces(list);
  assertEquals(
    sequences!.map(({ category, steps, count, traces }) => [category, steps.join(""), count, traces]),
    [
      ["Chat", "abc", 4, 3],
    ],
  );
  const again = await measureTraces([...list, letters("xyxyx", "Other"), letters("xyxyz", "Other")]);
  assertEquals(
    again.sequences!.filter(({ category }) => category === "Other").map(({ steps, count, traces }) => [
      steps.join(""),
      count,
      traces,
    ]),
    [["xyx", 3, 2], ["xyz", 2, 2], ["yxy", 2, 2], ["xyxy", 2, 2]],
  );
});

Deno.test("ten sequences of each length are told", async () => {
  const text = "abcdefghijklmnopqrstuvwxyz";
  const { sequences } = await measureTraces([letters(text), letters(text)]);
  assertEquals(sequences!.map(({ steps }) => steps.length), [3, 4, 5].flatMap((n) => Array(10).fill(n)));
});

Deno.test("tools with names like labels, starts or ends collide with nothing", async () => {
  const names = ["a + b", "null", "start", "a\nb", '"a"', " ", "x".repeat(100_000)];
  const conversations = names.map((name) => ({ from: "gpt" as const, value: call(name) }));
  conversations.push({ from: "gpt", value: call("a") + call("b") });
  const { transitions } = await measureTraces([{ id: "odd", category: "a\nb", conversations }]);
  assertEquals(transitions!.length, 9);
  assertEquals(transitions!.filter(({ from }) => from === null).map(({ to }) => to), ['"a + b"']);
  assertEquals(transitions!.filter(({ to }) => to === null).map(({ from }) => from), ["a + b"]);
  const labels = transitions!.flatMap(({ from, to }) => [from ?? "", to ?? ""]);
  assert(labels.every((label) => label.length <= 400 && !label.includes("\n")));
});

Deno.test("by the tutorial's rules there are no workflows", async () => {
  const { transitions, sequences } = await measureTraces([letters("abc")], { rules: "tutorial" });
  assertEquals([transitions, sequences], [null, null]);
});

const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
const lists = fc.array(fc.tuple(fc.constantFrom("A", null), words), { maxLength: 12 });

Deno.test("sequences are counted as by their definition, place by place", () => {
  fc.assert(fc.property(lists, (list) => {
    const workflows = new Map<string, number>();
    for (const [category, steps] of list) {
      const key = workflowKey(category, steps);
      workflows.set(key, (workflows.get(key) ?? 0) + 1);
    }
    for (const { category, steps, count, traces } of sequencesOf(workflows, ["A", null])) {
      const wanted = steps.join("");
      const counts = list.filter(([other]) => other === category).map(([, all]) => {
        const folded = all.join("").replace(/(.)\1+/g, "$1");
        return [...folded].filter((_, at) => folded.startsWith(wanted, at)).length;
      });
      assertEquals(count, counts.reduce((sum, n) => sum + n, 0));
      assertEquals(traces, counts.filter((n) => n > 0).length);
    }
  }));
});

Deno.test("as many transitions lead to a step as lead from it", () => {
  fc.assert(fc.property(lists, (list) => {
    const workflows = new Map<string, number>();
    for (const [category, steps] of list) workflows.set(workflowKey(category, steps), 1);
    const total = (side: "from" | "to") => {
      const sums = new Map<string | null, number>();
      for (const transition of transitionsOf(workflows)) {
        sums.set(transition[side], (sums.get(transition[side]) ?? 0) + transition.count);
      }
      return sums;
    };
    for (const [label, sum] of total("from")) assertEquals(total("to").get(label), sum);
  }));
});

Deno.test("a workflow's key can be read back", () => {
  const names = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(fc.option(fc.string()), fc.array(names, { maxLength: 6 }), (category, tools) => {
    const steps = tools.map(stepLabel);
    assertEquals([...workflowsOf(new Map([[workflowKey(category, steps), 2]]))], [{
      category,
      steps,
      traces: 2,
    }]);
  }));
});

Deno.test("steps have one label exactly if they hold the same few tools", () => {
  const names = fc.array(fc.oneof(fc.string(), fc.constantFrom("a", "b", "a + b", '"a"')), {
    minLength: 1,
    maxLength: 4,
  });
  const distinct = (tools: string[]) => JSON.stringify([...new Set(tools)].sort());
  fc.assert(
    fc.property(names, names, (a, b) => {
      assertEquals(stepLabel(a) === stepLabel(b), distinct(a) === distinct(b));
    }),
    { numRuns: shortOrLong(400, 2000) },
  );
});
