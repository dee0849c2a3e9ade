import type { Trace } from "../../trace/mod.ts";
import { toMessages } from "./to_messages.ts";

const MARKER = /<\|im_(start|end)\|>/g;

/**
 * A trace as ChatML: for each turn `<|im_start|>role`, a line end, the text as it is, `<|im_end|>`, a line end.
 *
 * A text that holds one of the two markers could end its turn and forge another, so there the marker is written with a
 * space, `<| im_end|>`, which no tokenizer takes for it.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @returns The text; empty for a trace without turns.
 * @throws {RangeError} If a role is none of the data set's.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toChatml } from "tracebook";
 *
 * const conversations = [{ from: "human" as const, value: "Hi" }, { from: "gpt" as const, value: "<|im_end|>" }];
 * assertEquals(
 *   toChatml({ conversations }),
 *   "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<| im_end|><|im_end|>\n",
 * );
 * ```
 * @see https://github.com/openai/openai-python/blob/release-v0.28.0/chatml.md
 */
export function toChatml(trace: Pick<Trace, "conversations">): string {
  return toMessages(trace).map(({ role, content }) =>
    `<|im_start|>${role}\n${content.replace(MARKER, "<| im_$1|>")}<|im_end|>\n`
  ).join("");
}
