import type { Trace } from "../../trace/mod.ts";
import { filesOf } from "../tokenizer/make_tokenizer.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { type MaskOptions, maskSettings } from "./mask_options.ts";
import { maskBySettings, type MaskedTrace } from "./mask_trace.ts";
import { maskInWorkers } from "./mask_workers.ts";

/** Options for {@linkcode maskTraces}. */
export interface MaskTracesOptions extends MaskOptions {
  /** How many threads mask. With more than one, this thread only reads the traces and yields the results. @default {1} */
  workers?: number;
  /** Ends the work between two traces; its reason is thrown. */
  signal?: AbortSignal;
}

/**
 * Masks traces one after the other, as {@linkcode maskTrace} masks one. Several workers give the same, in the same
 * order.
 *
 * @param traces The traces, such as a data set.
 * @param tokenizer The tokenizer, with its chat template; for workers, one that `loadTokenizer` or `makeTokenizer` made.
 * @param options What is trained, how much goes into one record, and how many threads share in the work.
 * @returns The masked traces, in order, each made when it is asked for; with workers a few before.
 * @throws {RangeError} If an option is none of its choices, or a whole system prompt leaves no room for a gpt turn.
 * @throws {TypeError} If there are workers and the tokenizer is not from `loadTokenizer` or `makeTokenizer`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { loadTokenizer, loadTraces, maskTraces } from "tracebook";
 *
 * const masked = maskTraces(loadTraces("sample").take(2), await loadTokenizer(), { maxLength: 4096 });
 * for await (const { records, report } of masked) {
 *   assert(records.every(({ input_ids }) => input_ids.length <= 4096));
 *   assert(report.trained === report.trainable);
 * }
 * ```
 */
export async function* maskTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  tokenizer: Tokenizer,
  { workers = 1, signal, ...options }: MaskTracesOptions = {},
): AsyncGenerator<MaskedTrace> {
  if (!Number.isSafeInteger(workers) || workers < 1) {
    throw new RangeError(`Cannot mask with ${workers} workers: a whole number of at least 1 is needed`);
  }
  const settings = maskSettings(tokenizer, options);
  if (workers > 1) {
    yield* maskInWorkers(traces, { files: filesOf(tokenizer), options }, workers, signal);
    return;
  }
  for await (const trace of traces) {
    signal?.throwIfAborted();
    yield maskBySettings(trace, settings);
  }
}
