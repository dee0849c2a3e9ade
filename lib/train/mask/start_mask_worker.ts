import type { MaskBatch, MaskBatchDone, MaskJob } from "./mask_batch.ts";

/** A worker that masks batches, one after the other. */
export interface MaskWorker {
  /** How many batches it has before it. */
  readonly waiting: number;
  /** Masks a batch; rejects if the worker dies. */
  mask(batch: MaskBatch): Promise<MaskBatchDone>;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/**
 * Starts a worker.
 *
 * @param job What it must know.
 * @returns The worker; batches may be sent at once.
 */
export function startMaskWorker(job: MaskJob): MaskWorker {
  const worker = new Worker(new URL("./mask_worker.ts", import.meta.url), { type: "module" });
  const waiting: PromiseWithResolvers<MaskBatchDone>[] = [];
  let dead: Error | undefined;
  const die = (reason: string) => {
    dead = new Error(`Cannot mask: ${reason}`);
    for (const { reject } of waiting.splice(0)) reject(dead);
  };
  worker.onmessage = ({ data }: MessageEvent<MaskBatchDone>) => waiting.shift()!.resolve(data);
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
      const done = Promise.withResolvers<MaskBatchDone>();
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
