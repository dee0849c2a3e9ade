import type { Trace } from "../../trace/mod.ts";
import { type MaskJob, unpacked } from "./mask_batch.ts";
import type { MaskedTrace } from "./mask_trace.ts";
import { type MaskWorker, startMaskWorker } from "./start_mask_worker.ts";

/** Traces that are sent at once: few enough that all workers end at about the same time. */
const BATCH_TRACES = 8;

/** Batches that a worker has before it: one at hand, one waiting, so that it never waits for the next. */
const BATCHES_EACH = 2;

/**
 * Masks traces on several workers. They are given in their order, whoever masked them, and only a few batches ahead of
 * whoever reads them, so memory is bounded.
 *
 * @param traces The traces.
 * @param job What the workers must know.
 * @param count How many workers there are.
 * @param signal Ends the work; its reason is thrown.
 * @returns The masked traces, in order.
 * @throws What masking on one thread throws, at the same trace, and an `Error` if a worker dies.
 */
export async function* maskDivided(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  job: MaskJob,
  count: number,
  signal?: AbortSignal,
): AsyncGenerator<MaskedTrace> {
  signal?.throwIfAborted();
  const workers = Array.from({ length: count }, () => startMaskWorker(job));
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {}); // whoever awaits a batch hears of it
  const abort = () => aborted.reject(signal!.reason);
  signal?.addEventListener("abort", abort);
  const underway: ReturnType<MaskWorker["mask"]>[] = [];
  async function* first() {
    const done = await Promise.race([underway.shift()!, aborted.promise]);
    yield* unpacked(done);
    if ("failure" in done) throw done.failure;
  }
  try {
    for await (const batch of batches(traces)) {
      if (underway.length === count * BATCHES_EACH) yield* first();
      const idlest = workers.reduce((least, worker) => worker.waiting < least.waiting ? worker : least);
      underway.push(idlest.mask({ traces: batch }));
    }
    while (underway.length > 0) yield* first();
  } finally {
    signal?.removeEventListener("abort", abort);
    for (const worker of workers) worker.end();
  }
}

async function* batches(traces: Iterable<Trace> | AsyncIterable<Trace>): AsyncGenerator<Trace[]> {
  let batch: Trace[] = [];
  for await (const trace of traces) {
    if (batch.push(trace) < BATCH_TRACES) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
