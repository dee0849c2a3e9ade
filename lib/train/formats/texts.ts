import type { Trace } from "../../trace/mod.ts";
import { applyTemplate } from "../template/apply_template.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import { normalizeToolRole, toMessages } from "./messages.ts";

/** Layout of training texts: the tutorial's, or the guide's. */
export type TextStyle = "tutorial" | "guide";

/** Options for {@linkcode toText}. */
export interface TextOptions {
  /** Prefix of tools' messages: `[TOOL]` as in the tutorial, or `[TOOL OUTPUT]` as in the guide. @default {"tutorial"} */
  style?: TextStyle;
  /** Today's date, for templates that write it. @default {none} */
  now?: Date;
}

const PREFIX: Readonly<Record<TextStyle, string>> = { tutorial: "[TOOL]\n", guide: "[TOOL OUTPUT]\n" };

/**
 * Returns a trace as the one text that the tutorial trains on: tools' messages as the user's, with a prefix, and the
 * chat
 * template over all.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param template The tokenizer's chat template.
 * @param options The style of the prefix, and the date.
 * @returns The text, byte for byte as Python makes it.
 * @throws {RangeError} If the trace has no turns, or the template refuses them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readChatTemplate, toText } from "../mod.ts";
 *
 * const template = readChatTemplate({ chat_template: "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}" });
 * assertEquals(toText({ conversations: [{ from: "tool", value: "a.txt" }] }, template), "user: [TOOL]\na.txt\n");
 * ```
 */
export function toText(
  trace: Pick<Trace, "conversations">,
  template: ChatTemplate,
  { style = "tutorial", now }: TextOptions = {},
): string {
  return applyTemplate(template, normalizeToolRole(toMessages(trace), PREFIX[style]), { now });
}

const MARKER = /<\|im_(start|end)\|>/g;

/**
 * Returns a trace as ChatML: for each turn `<|im_start|>role`, a line end, the text as it is, `<|im_end|>`, a line end.
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
 * import { toChatml } from "../mod.ts";
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

/** A prompt and its completion, as TRL names them. */
export interface Pair<M> {
  /** The messages before the completion, in order; none if the completion comes first. */
  prompt: M[];
  /** The assistant's message. */
  completion: [M];
}

/**
 * Returns a pair for every message of the assistant: all messages before it, and the message. The format is TRL's
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
 * import { toMessages } from "tracebook";
 * import { toPairs } from "../mod.ts";
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
