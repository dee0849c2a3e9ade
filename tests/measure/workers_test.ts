import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import {
  datasetOf,
  type Facts,
  LoadError,
  loadTraces,
  MeasureError,
  measureTraces,
  type Trace,
} from "tracebook";
import { sampleTraces } from "../../data/generator/mod.ts";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import type { SharedWork } from "../../lib/measure/count_traces.ts";
import { startWorker } from "../../lib/measure/measure_workers.ts";
import { RULES } from "../../lib/measure/mod.ts";
import { inFolder } from "../in_folder.ts";
import { shortOrLong } from "../long.ts";

const call = (name: string) => `<tool_call>{"name": ${name}, "arguments": {}}</tool_call>`;
const trace = (id: string, name: string): Trace => ({
  id,
  conversations: [{ from: "gpt", value: call(name) }],
});

/** The numbers as JSON, the ids of the facts in the order in which they came, and the error if there was one. */
async function measured(data: string[], options: Parameters<typeof measureTraces>[1]) {
  const facts: Facts[] = [];
  try {
    const summary = await measureTraces(loadTraces(data), { ...options, onFacts: (one) => facts.push(one) });
    return { summary: JSON.stringify(summary), facts };
  } catch (error) {
    const { name, message, row } = error as LoadError & MeasureError;
    return { error: { name, message, row }, facts };
  }
}

Deno.test("numbers and facts are the same on any number of threads, whatever the limit", async () => {
  await inFolder(async (folder) => {
    const [kimi, glm, lines] = ["kimi.parquet", "glm.parquet", "lines.jsonl"].map((name) =>
      `${folder}/${name}`
    ) as [
      string,
      string,
      string,
    ];
    await writeTraceParquet(kimi, sampleTraces({ rows: 30, seed: 1, config: "kimi" }), { rowGroupRows: 7 });
    await writeTraceParquet(glm, sampleTraces({ rows: 20, seed: 2, config: "glm-5.1" }), { rowGroupRows: 1 });
    const rows = [...sampleTraces({ rows: 5, seed: 3, config: "kimi" })];
    await Deno.writeTextFile(lines, rows.map((row) => JSON.stringify(row) + "\n").join(""));
    const cases: [data: string[], limit: number | undefined, workers: number][] = [
      [[kimi, lines, glm], undefined, 2],
      [[lines, kimi, lines], undefined, 4],
      [[kimi, glm], 0, 2],
      [[kimi, glm], 7, 2],
      [[kimi, glm], 8, 2],
      [[glm, kimi], 29, 3],
      [[folder], 1000, 2],
      [[kimi], undefined, 99],
      [[lines], undefined, 2],
    ];
    for (const [at, [data, limit, workers]] of cases.entries()) {
      for (const rules of shortOrLong([RULES[at % RULES.length]!], RULES)) {
        const alone = await measured(data, { rules, limit });
        assertEquals(await measured(data, { rules, limit, workers }), alone);
      }
    }
  });
});

Deno.test("ties are in the order of the traces, and lengths those of the first 500, whoever is first", async () => {
  await inFolder(async (folder) => {
    const name = fc.constantFrom("ls", "pwd", "make", "cat", "git").map((tool) => `"${tool}"`);
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 9 }), async (names) => {
        const file = `${folder}/${crypto.randomUUID()}.parquet`;
        const rows = names.map((name, i) => trace(String(i), name));
        await writeTraceParquet(file, rows, { rowGroupRows: 1 });
        const { summary } = await measured([file], { workers: 3 });
        assertEquals(summary, JSON.stringify(await measureTraces(rows)));
      }),
      { numRuns: 8 },
    );
    const file = `${folder}/many.parquet`;
    const many = Array.from({ length: 620 }, (_, i) => trace(String(i), '"ls"'));
    await writeTraceParquet(file, many, { rowGroupRows: 60 });
    assertEquals(JSON.parse((await measured([file], { workers: 3 })).summary!).callLengths.n, 500);
  });
});

Deno.test("of several traces that fail the first is thrown, in the words of one thread, after the facts before it", async () => {
  await inFolder(async (folder) => {
    const [bad, broken] = [`${folder}/a.parquet`, `${folder}/b.jsonl`];
    const rows = Array.from(
      { length: 40 },
      (_, i) => trace(String(i), [13, 14, 33].includes(i) ? '["ls"]' : '"ls"'),
    );
    await writeTraceParquet(bad, rows, { rowGroupRows: 4 });
    await Deno.writeTextFile(broken, JSON.stringify(rows[0]) + '\n{"id": 3}\n');
    const good = `${folder}/c.parquet`;
    await writeTraceParquet(good, rows.slice(0, 10), { rowGroupRows: 2 });
    const cases: [string[], error: string, facts: number][] = [
      [[bad, broken], "MeasureError", 13],
      [[good, bad], "MeasureError", 23],
      [[good, broken], "LoadError", 11],
      [[good, broken, good], "LoadError", 11],
    ];
    for (const [data, error, facts] of cases) {
      const alone = await measured(data, { rules: "tutorial" });
      assertEquals([alone.error?.name, alone.facts.length], [error, facts]);
      for (const workers of shortOrLong([2], [2, 4])) {
        assertEquals(await measured(data, { rules: "tutorial", workers }), alone);
      }
    }
    // behind the limit nothing is wrong
    const before = await measured([bad], { rules: "tutorial", limit: 13, workers: 3 });
    assertEquals([before.error, before.facts.length], [undefined, 13]);
  });
});

Deno.test("what the receiver of facts throws ends the pass", async () => {
  const onFacts = () => {
    throw new Error("enough");
  };
  await assertRejects(() => measureTraces(loadTraces("sample"), { workers: 2, onFacts }), Error, "enough");
});

Deno.test("traces that cannot be divided, and numbers of workers that are none, are refused", async () => {
  const undivided = [[trace("a", '"ls"')], datasetOf([]), loadTraces("sample").shuffle(1)];
  for (const traces of undivided) {
    const error = await assertRejects(() => measureTraces(traces, { workers: 2 }), TypeError);
    assertStringIncludes(error.message, "Cannot measure with 2 workers");
    assert((await measureTraces(traces, { workers: 1 })).rows >= 0);
  }
  for (const workers of [0, -1, 1.5, NaN, Infinity]) {
    await assertRejects(
      () => measureTraces(loadTraces("sample"), { workers }),
      RangeError,
      "Cannot measure with",
    );
  }
});

Deno.test("a signal ends the pass at once with its reason, on one thread and on several", async () => {
  const endless = function* () {
    while (true) yield trace("a", '"ls"');
  };
  const many = loadTraces(Array(200).fill("sample"));
  for (const [traces, workers] of [[endless(), 1], [many, 1], [many, 3]] as const) {
    const controller = new AbortController();
    const reason = new Error("stop");
    setTimeout(() => controller.abort(reason), 150);
    const began = performance.now();
    const error = await assertRejects(
      () => measureTraces(traces, { workers, signal: controller.signal }),
      Error,
    );
    assertEquals(error, reason);
    assert(performance.now() - began < 2000, "within a second, on a busy machine within two");
    await assertRejects(() => measureTraces(traces, { workers, signal: controller.signal }), Error, "stop");
  }
});

Deno.test("a worker that dies is an error", async () => {
  const work = { pieces: [{ first: 0 }], rules: "tutorial", limit: 1, withFacts: false };
  // without the number that the threads share there is nothing to begin with
  const { state, end } = startWorker(work as unknown as SharedWork<{ first: number }>, () => {});
  await assertRejects(() => state, Error, "Cannot measure: a worker ended (");
  end();
});
