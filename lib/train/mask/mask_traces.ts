import type { Trace } from "../../trace/mod.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { type MaskOptions, maskSettings } from "./mask_options.ts";
import { maskBySettings, type MaskedTrace } from "./mask_trace.ts";

/**
 * Masks traces one after the other, as {@linkcode maskTrace} masks one.
 *
 * @param traces The traces, such as a data set.
 * @param tokenizer The tokenizer, with its chat template.
 * @param options What is trained, and how much goes into one record.
 * @returns The masked traces, in order, each made when it is asked for.
 * @throws {RangeError} If an option is none of its choices, or a whole system prompt leaves no room for a gpt turn.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { embeddedTokenizer, loadTraces, maskTraces } from "tracebook";
 *
 * const masked = maskTraces(loadTraces("sample").take(2), await embeddedTokenizer(), { maxLength: 4096 });
 * for await (const { records, report } of masked) {
 *   assert(records.every(({ input_ids }) => input_ids.length <= 4096));
 *   assert(report.trained === report.trainable);
 * }
 * ```
 */
export async function* maskTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  tokenizer: Tokenizer,
  options: MaskOptions = {},
): AsyncGenerator<MaskedTrace> {
  const settings = maskSettings(tokenizer, options);
  for await (const trace of traces) yield maskBySettings(trace, settings);
}
