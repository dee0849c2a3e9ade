import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { loadTokenizer, type MaskedTrace, maskTraces, type Trace } from "tracebook";
import { sampleTraces } from "../../../data/generator/mod.ts";
import { startMaskWorker } from "../../../lib/train/mask/mask_workers.ts";
import type { MaskTracesOptions } from "../../../lib/train/mod.ts";
import { filesOf } from "../../../lib/train/tokenizer/make_tokenizer.ts";
import { oddTrace, steps, SYSTEM } from "./masked_traces.ts";
import { shortOrLong } from "../../long.ts";

const tokenizer = await loadTokenizer();

/** What masking gives, and the error that ends it, if one does. */
async function masked(traces: Iterable<Trace>, options: MaskTracesOptions) {
  const found: MaskedTrace[] = [];
  try {
    for await (const { records, report } of maskTraces(traces, tokenizer, options)) {
      found.push({ records, report });
    }
    return { found };
  } catch (error) {
    const { name, message } = error as Error;
    return { found, error: { name, message } };
  }
}

Deno.test("records and reports are the same on any number of threads, in the same order", async () => {
  const odd = fc.sample(oddTrace, { seed: 7, numRuns: shortOrLong(16, 60) }).map((trace, i) => ({
    ...trace,
    id: `odd ${i}`,
  }));
  const traces = [...odd, ...sampleTraces({ rows: shortOrLong(3, 21), seed: 5, config: "kimi" })];
  const cases: MaskTracesOptions[] = [
    {},
    { maxLength: 700, skipFailed: true, train: ["calls"] },
    { method: "tutorial" },
    { truncate: "drop", toolTurns: "[TOOL]\n" },
  ];
  for (const [at, options] of cases.entries()) {
    const alone = await masked(traces, options);
    assertEquals(alone.found.length, traces.length);
    for (const workers of shortOrLong([[3], [2]][at % 2]!, [2, 5])) {
      assertEquals(await masked(traces, { ...options, workers }), alone);
    }
  }
  assertEquals(await masked([], { workers: 2 }), { found: [] });
});

Deno.test("what cannot be masked ends it at the same trace, by the same error", async () => {
  const traces = [steps(2), { ...steps(3), id: "b" }, ...Array(30).fill(steps(1))];
  const [system, ...turns] = steps(2).conversations;
  traces[20] = {
    id: "c",
    conversations: [{ ...system!, value: `${SYSTEM}\n${"Be brief. ".repeat(400)}` }, ...turns],
  };
  const options: MaskTracesOptions = { system: "whole", maxLength: 400 };
  const alone = await masked(traces, options);
  assertEquals(alone.found.length, 20);
  assertEquals(alone.error?.name, "RangeError");
  assertEquals(await masked(traces, { ...options, workers: 3 }), alone);
});

Deno.test("traces are read only a few batches ahead of what is taken", async () => {
  let read = 0;
  function* traces() {
    for (; read < 10_000; read++) yield steps(1);
  }
  for await (const _ of maskTraces(traces(), tokenizer, { workers: 2 })) break;
  assert(read <= 48, `${read} read`);
});

Deno.test("a signal ends the masking with its reason, on one thread and on several", async () => {
  for (const workers of [1, 2]) {
    const abort = new AbortController();
    let taken = 0;
    await assertRejects(
      async () => {
        const traces = maskTraces(Array(5000).fill(steps(5)), tokenizer, { workers, signal: abort.signal });
        for await (const _ of traces) if (++taken === 10) abort.abort(new Error("enough"));
      },
      Error,
      "enough",
    );
    assert(taken < 60, `${taken} taken`);
  }
});

Deno.test("a worker that dies is an error, for the batches before it and for later ones", async () => {
  const worker = startMaskWorker({ files: { name: "none", tokenizer: {}, config: {} }, options: {} });
  try {
    await assertRejects(() => worker.mask({ traces: [] }), Error, "Cannot mask: a worker ended");
    await assertRejects(() => worker.mask({ traces: [] }), Error, "Cannot mask: a worker ended");
    assertEquals(worker.waiting, 0);
  } finally {
    worker.end();
  }
});

Deno.test("what cannot be divided is refused", async () => {
  const first = (options: MaskTracesOptions, made = tokenizer) =>
    maskTraces([steps(1)], made, options).next();
  await assertRejects(() => first({ workers: 0 }), RangeError, "Cannot mask with 0 workers");
  await assertRejects(() => first({ workers: 1.5 }), RangeError, "a whole number");
  await assertRejects(() => first({ workers: 2 }, { ...tokenizer }), TypeError, "make it by makeTokenizer");
  assertEquals(filesOf(tokenizer).name, "Qwen2.5");
});
