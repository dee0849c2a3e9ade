import { assert, assertEquals, assertNotEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { splitTraces, type Trace } from "tracebook";
import { sampleTraces } from "../../../data/generator/mod.ts";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";
import { groupKey } from "../../../lib/trace/mod.ts";
import { makeSplitter, type Side, type SplitOptions, splitSide } from "../../../lib/train/mod.ts";

const sides = (traces: readonly Trace[], options: SplitOptions): Side[] =>
  traces.map(makeSplitter(options).side);

/** Few first turns, so that groups are large; categories and sources that a group may be spread over. */
const someTraces = fc.array(
  fc.record({ asked: fc.nat(20), category: fc.nat(3), source: fc.nat(1) }),
  { maxLength: 120 },
).map((rows) =>
  rows.map(({ asked, category, source }, i): Trace => ({
    id: `t${i}`,
    conversations: [{ from: "human", value: `ask ${asked}` }, { from: "gpt", value: `${i}` }],
    category: category === 3 ? null : `c${category}`,
    source: `s${source}`,
  }))
);
const options = fc.record({
  validation: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(),
  stratify: fc.boolean(),
});

Deno.test("no first user turn is ever on both sides, whatever the traces, the share and the seed", () => {
  fc.assert(fc.property(someTraces, options, (traces, options) => {
    const given = sides(traces, options);
    const keys = (side: Side) => new Set(traces.filter((_, i) => given[i] === side).map(groupKey));
    assertEquals([...keys("train").intersection(keys("validation"))], []);
  }));
});

Deno.test("traces added behind others move none of them", () => {
  fc.assert(fc.property(someTraces, options, fc.nat(120), (traces, options, cut) => {
    assertEquals(sides(traces.slice(0, cut), options), sides(traces, options).slice(0, cut));
  }));
});

Deno.test("without stratification a trace has its side in any order and selection", () => {
  fc.assert(
    fc.property(someTraces, options, fc.infiniteStream(fc.boolean()), (traces, options, keep) => {
      const own = { ...options, stratify: false };
      const all = new Map(traces.map((trace, i) => [trace.id, sides(traces, own)[i]]));
      const some = traces.filter(() => keep.next().value).reverse();
      assertEquals(sides(some, own), some.map(({ id }) => all.get(id)));
      assertEquals(sides(some, own), some.map((trace) => splitSide(groupKey(trace), own)));
    }),
    { numRuns: 30 },
  );
});

Deno.test("no category and no source of single traces has more than one too many in validation", () => {
  const labels = fc.array(fc.record({ category: fc.nat(3), source: fc.nat(1) }), { maxLength: 200 });
  fc.assert(fc.property(labels, options, (rows, options) => {
    const splitter = makeSplitter({ ...options, stratify: true, by: "id" });
    rows.forEach(({ category, source }, i) =>
      splitter.side({ id: `${i}`, conversations: [], category: `c${category}`, source: `s${source}` })
    );
    for (const { train, validation } of [...splitter.report().categories, ...splitter.report().sources]) {
      const off = validation - options.validation * (train + validation);
      assert(off <= 1 + 1e-9, `${off} too many`);
    }
  }));
});

Deno.test("the sample is split near the share in every category and source, with no duplicate", async () => {
  const traces = [...sampleTraces({ rows: 600, seed: 3, config: "kimi" })].map((trace) => ({
    ...trace,
    source: "kimi",
  }));
  const { report, train, validation } = await splitTraces(traces, { validation: 0.1, seed: 0 });
  assertEquals(report.duplicates, { key: 0, firstTurn: 0, task: 0, conversation: 0 });
  assertEquals([...train, ...validation].sort((a, b) => a - b), traces.map((_, i) => i));
  assertEquals(report.traces, { train: train.length, validation: validation.length });
  assert(report.groups.train + report.groups.validation < 600);
  for (const { name, train, validation } of [...report.categories, ...report.sources]) {
    assert(Math.abs(validation - 0.1 * (train + validation)) < 3, `${name}: ${validation} of ${train}`);
  }
});

Deno.test("the report finds what a split by another key leaves on both sides", async () => {
  const twice = [...sampleTraces({ rows: 40, seed: 1, config: "kimi" })].flatMap((trace, i) => [
    { ...trace, id: `a${i}` },
    { ...trace, id: `b${i}` },
  ]);
  const { report } = await splitTraces(twice, { validation: 0.5, seed: 0, by: "id" });
  const { key, firstTurn, task, conversation } = report.duplicates;
  assertEquals(key, 0);
  assert(firstTurn > 5 && task > 5 && conversation > 5, JSON.stringify(report.duplicates));
  const byGroup = await splitTraces(twice, { validation: 0.5, seed: 0 });
  assertEquals(byGroup.report.duplicates, { key: 0, firstTurn: 0, task: 0, conversation: 0 });
});

Deno.test("another seed is another split, any key may be given, and seeds may be large", () => {
  const traces = Array.from({ length: 200 }, (_, i) => ({ id: `${i}`, conversations: [] }));
  const at = (seed: number | bigint) => sides(traces, { validation: 0.3, seed });
  assertEquals(at(1), at(1n));
  assertNotEquals(at(1), at(2));
  const drawn = [1, 2, 3].map((seed) =>
    new Set(at(seed).flatMap((side, i) => side === "validation" ? [i] : []))
  );
  for (const [a, b] of [[0, 1], [0, 2], [1, 2]] as const) {
    // by chance three in ten of one are in the other
    const shared = drawn[a]!.intersection(drawn[b]!).size / drawn[a]!.size;
    assert(shared < 0.6, `${shared} of seed ${a + 1} in seed ${b + 1}`);
  }
  assertNotEquals(at(2n ** 70n), at(2n ** 70n + 1n));
  const odd = sides(traces, { validation: 0.5, seed: 0, by: ({ id }) => `${Number(id) % 2}` });
  assertEquals(new Set(odd.filter((_, i) => i % 2 === 1)).size, 1);
});

Deno.test("shares of 0 and 1 give one side all", () => {
  const traces = Array.from({ length: 50 }, (_, i) => ({ id: `${i}`, conversations: [] }));
  for (const stratify of [true, false]) {
    assertEquals(new Set(sides(traces, { validation: 0, seed: 0, stratify })), new Set(["train"]));
    assertEquals(new Set(sides(traces, { validation: 1, seed: 0, stratify })), new Set(["validation"]));
  }
});

Deno.test("hashes are drawn evenly", () => {
  for (const validation of [0.02, 0.5, 0.9]) {
    const drawn = Array.from({ length: 20_000 }, (_, i) => splitSide(`key ${i}`, { validation, seed: 7 }));
    const share = drawn.filter((side) => side === "validation").length / drawn.length;
    const spread = Math.sqrt(validation * (1 - validation) / drawn.length);
    assert(Math.abs(share - validation) < 4 * spread, `${share} for ${validation}`);
  }
});

Deno.test("what cannot be split by is refused", () => {
  const wrong: [object, string][] = [
    [{ validation: 1.5, seed: 0 }, "1.5 of the traces"],
    [{ validation: NaN, seed: 0 }, "NaN of the traces"],
    [{ validation: 0.1, seed: -1 }, "the seed -1"],
    [{ validation: 0.1, seed: 0.5 }, "the seed 0.5"],
    [{ validation: 0.1, seed: 0, by: "colour" }, 'by "colour": use one of group, task'],
  ];
  for (const [options, message] of wrong) {
    assertThrows(() => makeSplitter(options as SplitOptions), RangeError, message);
  }
});

Deno.test("a report shows itself, also of no traces, and escapes names", async () => {
  const none = await splitTraces([], { validation: 0.1, seed: 0 });
  assertEquals(none.report.share, null);
  const hostile = { id: "a", conversations: [], category: "<b>x</b>" };
  const { report } = await splitTraces([hostile], { validation: 0.1, seed: 0 });
  const bundle = await report[JUPYTER_DISPLAY]();
  assertStringIncludes(String(bundle["text/html"]), "&lt;b&gt;x");
  assertStringIncludes(String(bundle["text/plain"]), "On both sides");
});
