import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  compareFacts,
  datasetOf,
  errorRates,
  gatherFacts,
  Groups,
  measureTraces,
  type Trace,
} from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { type GroupBy, RULES } from "../../lib/measure/mod.ts";
import { sampleTraces } from "../../data/generator/mod.ts";

const kimi = Array.from(
  sampleTraces({ rows: 30, seed: 3, config: "kimi" }),
  (trace) => ({ ...trace, source: "kimi" }),
);
const glm = Array.from(sampleTraces({ rows: 20, seed: 4, config: "glm-5.1" }), (trace) => ({
  ...trace,
  source: "glm-5.1",
}));
const unnamed = Array.from(sampleTraces({ rows: 4, seed: 5, config: "kimi" }));
/** Both sources and traces of none, one after the other in turn. */
const mixed: Trace[] = kimi.flatMap((trace, i) =>
  [trace, glm[i], unnamed[i]].filter((one) => one !== undefined)
);

function part(traces: readonly Trace[], by: GroupBy, group: string): Trace[] {
  return traces.filter((trace) => (trace[by] ?? "") === group);
}

for (const rules of RULES) {
  for (const by of ["source", "category", "subcategory"] as const) {
    Deno.test(`measuring by ${by} gives what measuring each part gives, by ${rules} rules`, async () => {
      const groups = await measureTraces(mixed, { by, rules });
      assertEquals([...groups.keys()], [...new Set(mixed.map((trace) => trace[by] ?? ""))]);
      for (const [group, summary] of groups) {
        assertEquals(summary, await measureTraces(part(mixed, by, group), { rules }));
      }
    });
  }
}

Deno.test("lengths count over the first traces of each group, as of each part", async () => {
  const many = Array.from({ length: 1100 }, (_, i): Trace => ({
    id: `${i}`,
    source: i < 600 ? "a" : "b",
    conversations: [{ from: "gpt", value: `<think>${"x".repeat(i)}</think>` }],
  }));
  const groups = await measureTraces(many, { by: "source" });
  assertEquals(groups.get("b").thinkLengths.n, 500);
  assertEquals(groups.get("b"), await measureTraces(part(many, "source", "b")));
});

Deno.test("a limit, progress and facts are those of the whole pass", async () => {
  const ids: string[] = [];
  const groups = await measureTraces(datasetOf(mixed), {
    by: "source",
    limit: 7,
    onFacts: ({ id }) => ids.push(id),
  });
  assertEquals(ids, mixed.slice(0, 7).map(({ id }) => id));
  assertEquals([...groups.values()].reduce((sum, { rows }) => sum + rows, 0), 7);
  for (const [group, summary] of groups) {
    assertEquals(summary, await measureTraces(part(mixed.slice(0, 7), "source", group)));
  }
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(() => measureTraces(mixed, { by: "source", signal }), Error, "enough");
});

Deno.test("groups are measured on one thread, and by a label that traces have", async () => {
  await assertRejects(
    () => measureTraces(mixed, { by: "source", workers: 2 }),
    TypeError,
    "Cannot measure by source with 2 workers",
  );
  await assertRejects(() => measureTraces(mixed, { by: "id" as "source" }), RangeError, 'by "id"');
});

Deno.test("a group that is missing is an error that names the groups there are", () => {
  const groups = new Groups([["kimi", 1], ["glm-5.1", 0]]);
  assertEquals([groups.get("kimi"), groups.get("glm-5.1")], [1, 0]);
  assertThrows(
    () => groups.get("gpt"),
    RangeError,
    'Cannot find the group "gpt": the groups are "kimi", "glm-5.1"',
  );
  assertThrows(() => new Groups().get("gpt"), RangeError, "there are no groups");
});

Deno.test("groups show themselves as one table, a column each", async () => {
  const groups = await measureTraces(mixed, { by: "source" });
  const { "text/plain": text, "text/html": html } = await groups[JUPYTER_DISPLAY]() as Record<string, string>;
  for (const label of ["kimi", "glm-5.1", "without a source"]) {
    assert(text!.includes(label) && html!.includes(label));
  }
  const none = await measureTraces([], { by: "source" });
  assert("text/plain" in await none[JUPYTER_DISPLAY]());
});

Deno.test("comparing by source is comparing the two parts", async () => {
  const facts = await gatherFacts([...kimi, ...glm]);
  const [a, b] = ["kimi", "glm-5.1"].map((source) => facts.filter((one) => one.source === source));
  assertEquals(compareFacts(facts, { by: "source", resamples: 99 }), compareFacts(a!, b!, { resamples: 99 }));
  const renamed = compareFacts(facts, { by: "source", resamples: 99, names: ["one", "other"] });
  assertEquals(renamed.sources, ["one", "other"]);
});

Deno.test("a comparison by a label needs two groups, and names those there are", async () => {
  const facts = await gatherFacts(mixed);
  assertThrows(
    () => compareFacts(facts, { by: "source" }),
    RangeError,
    'Cannot compare by source: the groups are "kimi", "glm-5.1", ""; two are needed',
  );
  assertThrows(
    () => compareFacts(facts.slice(0, 1), { by: "source" }),
    RangeError,
    'the groups are "kimi"; two',
  );
  assertThrows(() => compareFacts([], { by: "source" }), RangeError, "there are no groups; two are needed");
  assertThrows(
    () => errorRates(facts, { by: "tool" as "source" }),
    RangeError,
    'Cannot group traces by "tool"',
  );
});

Deno.test("by structured rules nothing of a summary or of facts may be null", async () => {
  const { failureModes, reactions, sequences, transitions } = await measureTraces(kimi);
  assert([failureModes, reactions, sequences, transitions].every((list) => list.length > 0)); // no `!`
  const [first] = await gatherFacts(kimi);
  assert(first!.repeats + first!.loops + first!.longest_loop + first!.error_other >= 0);
});
