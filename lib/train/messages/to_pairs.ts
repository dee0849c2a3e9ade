/** One thing that an assistant said, and everything before it. */
export interface Pair<M> {
  /** The messages before it, in order; none if it comes first. */
  prompt: M[];
  /** The one message. */
  completion: [M];
}

/**
 * Input and output of every turn of the assistant: all messages before it, and the message. The format is TRL's
 * conversational prompt and completion.
 *
 * Written out, a trace of n turns takes n/2 times its own room, so the pairs come one at a time.
 *
 * @param messages The messages, in any form.
 * @returns One pair for each of the assistant's messages, in order. The messages are shared, not copied.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toMessages, toPairs } from "tracebook";
 *
 * const conversations = [{ from: "human" as const, value: "Hi" }, { from: "gpt" as const, value: "Hello" }];
 * assertEquals([...toPairs(toMessages({ conversations }))], [
 *   { prompt: [{ role: "user", content: "Hi" }], completion: [{ role: "assistant", content: "Hello" }] },
 * ]);
 * ```
 * @see https://huggingface.co/docs/trl/dataset_formats#prompt-completion
 */
export function* toPairs<M extends { role: string }>(messages: readonly M[]): Generator<Pair<M>> {
  for (const [i, message] of messages.entries()) {
    if (message.role === "assistant") yield { prompt: messages.slice(0, i), completion: [message] };
  }
}
