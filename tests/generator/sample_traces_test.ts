import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { SAMPLE_CONFIGS, sampleTraces } from "../../data/generator/mod.ts";
import { traceSchema } from "../../lib/trace/mod.ts";
import { shortOrLong } from "../long.ts";

const take = (
  rows: number,
  seed = 7,
  config: "kimi" | "glm-5.1" = "kimi",
) => [...sampleTraces({ rows, seed, config })];

Deno.test("the same call gives the same traces", () => {
  assertEquals(JSON.stringify(take(40)), JSON.stringify(take(40)));
});

Deno.test("a longer sample begins with the shorter one", () => {
  fc.assert(
    fc.property(fc.nat({ max: 25 }), fc.nat({ max: 25 }), fc.integer(), (a, b, seed) => {
      const [few, many] = [Math.min(a, b), Math.max(a, b)];
      assertEquals(take(many, seed).slice(0, few), take(few, seed));
    }),
    { numRuns: 15 },
  );
});

Deno.test("another seed and another config give other traces", () => {
  const texts = [take(5, 1), take(5, 2), take(5, 1, "glm-5.1")].map((traces) => JSON.stringify(traces));
  assertEquals(new Set(texts).size, 3);
});

Deno.test("every trace passes the row schema, with an id of its own", () => {
  const rows = shortOrLong(100, 400);
  for (const config of SAMPLE_CONFIGS) {
    const ids = new Set<string>();
    for (const trace of sampleTraces({ rows, seed: 3, config })) {
      traceSchema.parse(trace);
      ids.add(trace.id);
      assert(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(trace.id), trace.id);
    }
    assertEquals(ids.size, rows);
  }
});

Deno.test("the system turn holds the schemas of the tools column, in a frame with the literal tags", () => {
  const traces = take(120);
  for (const { tools, conversations } of traces) {
    const { from, value } = conversations[0]!;
    assertEquals(from, "system");
    assert(value.includes(`<tools>\n${tools}\n</tools>`));
    assert(value.includes("<tool_call>") && value.includes("<tool_response>"));
    assert(value.length > 18_000 && value.length < 36_000, String(value.length));
    for (const { type, function: f } of JSON.parse(tools!)) {
      assertEquals(type, "function");
      assert(f.name && f.description && f.parameters.properties);
    }
  }
  assert(new Set(traces.map(({ tools }) => tools)).size > 2);
});

Deno.test("what is not a number of rows, a seed or a config is refused", () => {
  assertThrows(() => take(-1), RangeError, "-1 traces");
  assertThrows(() => take(1.5), RangeError, "1.5 traces");
  assertThrows(() => take(1, 0.5), RangeError, "0.5 as a seed");
  assertThrows(() => take(1, 1, "other" as "kimi"), RangeError, '"other"');
});

Deno.test("no two stories in a row are alike", () => {
  const prompts = take(30).map(({ task }) => task);
  assertNotEquals(prompts[0], prompts[1]);
  assert(new Set(prompts).size > 20);
});

Deno.test("thousands of traces stream through without being kept", () => {
  const rows = shortOrLong(1000, 3000);
  let turns = 0;
  let highest = 0;
  let row = 0;
  for (const { conversations } of sampleTraces({ rows, seed: 1, config: "kimi" })) {
    turns += conversations.length;
    if (++row % 200 === 0) highest = Math.max(highest, Deno.memoryUsage().heapUsed);
  }
  assert(turns > 50 / 3 * rows);
  assert(highest < 400_000_000, `${highest} bytes of heap`); // all of them together hold over 100 MB of text twice
});
