import type { Trace } from "../../trace/mod.ts";
import type { TokenizerFiles } from "../../load/mod.ts";
import type { MaskOptions, MaskSettings } from "./mask_options.ts";
import { maskBySettings, type MaskedTrace, type MaskRecord } from "./mask_trace.ts";

/** Traces that are sent at once: few enough that all workers end at about the same time. */
const BATCH_TRACES = 8;

/** Batches that a worker has before it: one at hand, one waiting, so that it never waits for the next. */
const BATCHES_EACH = 2;

/**
 * Masks traces on several workers. They are given in their order, whoever masked them, and only a few batches
 * ahead of whoever reads them, so memory is bounded. Throws What masking on one thread throws, at the same
 * trace, and an `Error` if a worker dies.
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
  aborted.promise.catch(() => {}); // whoever awaits a batch hears of it
  const abort = () => aborted.reject(signal!.reason);
  signal?.addEventListener("abort", abort);
  const underway: ReturnType<MaskWorker["mask"]>[] = [];
  async function* first() {
    const done = await Promise.race([underway.shift()!, aborted.promise]);
    yield* unpackTraces(done);
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

/** What a worker must know before the first batch. */
export interface MaskJob {
  /** From which it makes the tokenizer. */
  files: TokenizerFiles;
  /** How to mask. */
  options: MaskOptions;
}

/** Some traces that follow on one another. */
export interface MaskBatch {
  /** The traces, in order. */
  traces: Trace[];
}

/** A record on its way between threads: bytes change hands at once, lists of numbers are copied one by one. */
type SentRecord = Omit<MaskRecord, "input_ids" | "labels"> & {
  input_ids: Int32Array<ArrayBuffer>;
  labels: Int32Array<ArrayBuffer>;
};

/** What came of a batch. */
export interface MaskedBatch {
  /** The masked traces, in order, up to the first one that cannot be masked. */
  masked: (Omit<MaskedTrace, "records"> & { records: SentRecord[] })[];
  /** Why that one cannot; absent if all could. */
  failure?: unknown;
}

/** Masks a batch. Nothing is thrown, so that the traces before a failure are not lost. */
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

/** What of a batch changes hands instead of being copied. */
export function transferables({ masked }: MaskedBatch): ArrayBuffer[] {
  return masked.flatMap(({ records }) => records.flatMap((one) => [one.input_ids.buffer, one.labels.buffer]));
}

/** The masked traces as they were before they were sent. */
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

/** A worker that masks batches, one after the other. */
interface MaskWorker {
  /** How many batches it has before it. */
  readonly waiting: number;
  /** Masks a batch; rejects if the worker dies. */
  mask(batch: MaskBatch): Promise<MaskedBatch>;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/** Starts a worker. Batches may be sent at once. */
export function startMaskWorker(job: MaskJob): MaskWorker {
  const worker = new Worker(new URL("./mask_worker.ts", import.meta.url), { type: "module" });
  const waiting: PromiseWithResolvers<MaskedBatch>[] = [];
  let dead: Error | undefined;
  const die = (reason: string) => {
    dead = new Error(`Cannot mask: ${reason}`);
    for (const { reject } of waiting.splice(0)) reject(dead);
  };
  worker.onmessage = ({ data }: MessageEvent<MaskedBatch>) => waiting.shift()!.resolve(data);
  worker.onmessageerror = () => die("what a worker said cannot be read");
  worker.onerror = (event) => {
    event.preventDefault(); // or it would end this thread too
    die(`a worker ended (${event.message})`);
  };
  worker.postMessage(job);
  return {
    get waiting() {
      return waiting.length;
    },
    mask(batch) {
      const done = Promise.withResolvers<MaskedBatch>();
      done.promise.catch(() => {}); // whoever awaits it hears of it
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
