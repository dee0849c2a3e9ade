import type { Trace } from "../../trace/mod.ts";
import type { TokenizerFiles } from "../../load/mod.ts";
import type { MaskOptions, MaskSettings } from "./mask_options.ts";
import { maskBySettings, type MaskedTrace, type MaskRecord } from "./mask_trace.ts";

/** Traces in a batch: few enough that all workers end at about the same time. */
const BATCH_TRACES = 8;

/** Batches in a worker's queue: one that it masks, and one more, so that it never waits for the next. */
const BATCHES_EACH = 2;

/**
 * Masks traces on several workers and yields them in their order, only a few batches ahead of the reader, so memory is
 * bounded; throws what masking on one thread throws, at the same trace, and an `Error` if a worker dies.
 */
export async function* maskInWorkers(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  job: MaskJob,
  count: number,
  signal?: AbortSignal,
): AsyncGenerator<MaskedTrace> {
  signal?.throwIfAborted();
  const workers = Array.from({ length: count }, () => startMaskWorker(job));
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {}); // no unhandled rejection: those that await a batch still see the error
  const abort = () => aborted.reject(signal!.reason);
  signal?.addEventListener("abort", abort);
  const pending: ReturnType<MaskWorker["mask"]>[] = [];
  async function* takeOldest() {
    const done = await Promise.race([pending.shift()!, aborted.promise]);
    yield* unpackTraces(done);
    if ("failure" in done) throw done.failure;
  }
  try {
    for await (const batch of batches(traces)) {
      if (pending.length === count * BATCHES_EACH) yield* takeOldest();
      const leastBusy = workers.reduce((least, worker) => worker.waiting < least.waiting ? worker : least);
      pending.push(leastBusy.mask({ traces: batch }));
    }
    while (pending.length > 0) yield* takeOldest();
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

/** The first message to a worker: what it needs for all batches. */
export interface MaskJob {
  /** The files of the tokenizer that the worker makes. */
  files: TokenizerFiles;
  /** How the traces are masked. */
  options: MaskOptions;
}

/** A message to a worker: consecutive traces to mask. */
export interface MaskBatch {
  /** The traces, in order. */
  traces: Trace[];
}

/**
 * A record in a message between threads: typed arrays are transferred, while lists of numbers would be copied one by
 * one.
 */
type SentRecord = Omit<MaskRecord, "input_ids" | "labels"> & {
  input_ids: Int32Array<ArrayBuffer>;
  labels: Int32Array<ArrayBuffer>;
};

/** A worker's answer to a batch. */
export interface MaskedBatch {
  /** The masked traces, in order, up to the first trace that cannot be masked. */
  masked: (Omit<MaskedTrace, "records"> & { records: SentRecord[] })[];
  /** The error of the trace that cannot be masked; absent if there is none. */
  failure?: unknown;
}

/** Masks a batch; returns an error instead of throwing it, so that the traces before it are not lost. */
export function maskBatch({ traces }: MaskBatch, settings: MaskSettings): MaskedBatch {
  const done: MaskedBatch = { masked: [] };
  try {
    for (const trace of traces) {
      const { records, report } = maskBySettings(trace, settings);
      done.masked.push({ records: records.map(packRecord), report });
    }
  } catch (failure) {
    done.failure = failure;
  }
  return done;
}

/** Returns the buffers of a batch that are transferred between threads instead of copied. */
export function transferables({ masked }: MaskedBatch): ArrayBuffer[] {
  return masked.flatMap(({ records }) => records.flatMap((one) => [one.input_ids.buffer, one.labels.buffer]));
}

/** Restores the masked traces of an answer. */
function unpackTraces({ masked }: MaskedBatch): MaskedTrace[] {
  return masked.map(({ records, report }) => ({
    records: records.map((record) => ({
      ...record,
      input_ids: Array.from(record.input_ids),
      labels: Array.from(record.labels),
    })),
    report,
  }));
}

function packRecord(record: MaskRecord): SentRecord {
  return {
    ...record,
    input_ids: Int32Array.from(record.input_ids),
    labels: Int32Array.from(record.labels),
  };
}

/** A worker thread that masks batches, one after the other. */
interface MaskWorker {
  /** How many batches the worker has not answered yet. */
  readonly waiting: number;
  /** Masks a batch; rejects if the worker dies. */
  mask(batch: MaskBatch): Promise<MaskedBatch>;
  /** Ends the worker at once. */
  end(): void;
}

/** Starts a worker; batches can be sent at once. */
export function startMaskWorker(job: MaskJob): MaskWorker {
  const worker = new Worker(new URL("./mask_worker.ts", import.meta.url), { type: "module" });
  const waiting: PromiseWithResolvers<MaskedBatch>[] = [];
  let dead: Error | undefined;
  const fail = (reason: string) => {
    dead = new Error(`Cannot mask: ${reason}`);
    for (const { reject } of waiting.splice(0)) reject(dead);
  };
  worker.onmessage = ({ data }: MessageEvent<MaskedBatch>) => waiting.shift()!.resolve(data);
  worker.onmessageerror = () => fail("what a worker said cannot be read");
  worker.onerror = (event) => {
    event.preventDefault(); // or it would end this thread too
    fail(`a worker ended (${event.message})`);
  };
  worker.postMessage(job);
  return {
    get waiting() {
      return waiting.length;
    },
    mask(batch) {
      const done = Promise.withResolvers<MaskedBatch>();
      done.promise.catch(() => {}); // no unhandled rejection: those that await the promise still see the error
      if (dead) done.reject(dead);
      else {
        waiting.push(done);
        worker.postMessage(batch);
      }
      return done.promise;
    },
    end: () => worker.terminate(),
  };
}
