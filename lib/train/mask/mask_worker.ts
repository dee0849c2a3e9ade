/**
 * The program of a worker that masks batches of traces.
 *
 * @module
 */
import { makeTokenizer } from "../tokenizer/make_tokenizer.ts";
import { maskSettings } from "./mask_options.ts";
import { type MaskBatch, maskBatch, type MaskedBatch, type MaskJob, transferables } from "./mask_workers.ts";

/** The part of a worker's global object that is used here. */
const channel = globalThis as unknown as {
  onmessage: (event: MessageEvent<MaskJob | MaskBatch>) => Promise<void>;
  postMessage(message: MaskedBatch, transfer: ArrayBuffer[]): void;
};

const job = Promise.withResolvers<MaskJob>();
const settings = job.promise.then(async ({ files, options }) =>
  maskSettings(await makeTokenizer(files), options)
);

channel.onmessage = async ({ data }) => {
  if ("files" in data) return job.resolve(data);
  const done = maskBatch(data, await settings);
  channel.postMessage(done, transferables(done));
};
