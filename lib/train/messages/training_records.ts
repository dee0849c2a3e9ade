import type { Trace } from "../../trace/mod.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import type { Message, ToolCallMessage } from "../../trace/mod.ts";
import { toChatml } from "./to_chatml.ts";
import { toMessages } from "./to_messages.ts";
import { type Pair, toPairs } from "./to_pairs.ts";
import { type TextOptions, toText } from "./to_text.ts";
import { toToolCallMessages } from "./to_tool_call_messages.ts";

/** One record of a training file: the trace's id, and what the format holds. */
export type TrainingRecord =
  & {
    /** The trace's id. */
    id: string;
  }
  & (
    | { messages: Message[] }
    | { messages: ToolCallMessage[]; tools?: string }
    | { text: string }
    | Pair<Message>
  );

/** What a format may need. */
export interface TrainingRecordOptions extends TextOptions {
  /** The chat template; `text` needs it. */
  template?: ChatTemplate;
}

/** A format of training records. */
export type TrainingFormat = "messages" | "tool_calls" | "text" | "chatml" | "pairs";

type Records = (trace: Trace, options: TrainingRecordOptions) => Iterable<object>;

const RECORDS: Record<TrainingFormat, Records> = {
  messages: (trace) => [{ messages: [...toMessages(trace)] }],
  tool_calls: (trace) => [{
    messages: [...toToolCallMessages(trace)],
    // as it is stored: TRL reads a text too, and nothing is written anew
    ...(trace.tools ? { tools: trace.tools } : {}),
  }],
  text: (trace, { template, ...options }) => {
    if (!template) throw new RangeError("Cannot write text without a chat template: pass one as `template`");
    return [{ text: toText(trace, template, options) }];
  },
  chatml: (trace) => [{ text: toChatml(trace) }],
  pairs: (trace) => toPairs(toMessages(trace)),
};

/**
 * The formats of training records.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TRAINING_FORMATS } from "tracebook";
 *
 * assertEquals(TRAINING_FORMATS, ["messages", "tool_calls", "text", "chatml", "pairs"]);
 * ```
 */
export const TRAINING_FORMATS: readonly TrainingFormat[] = Object.keys(RECORDS) as TrainingFormat[];

/**
 * A trace as records of a training file: one line of JSON each.
 *
 * | format | record |
 * |---|---|
 * | `messages` | `{id, messages}`, the texts as they are |
 * | `tool_calls` | `{id, messages, tools}` with thoughts, calls and ids in fields of their own |
 * | `text` | `{id, text}`, by a chat template |
 * | `chatml` | `{id, text}` |
 * | `pairs` | `{id, prompt, completion}`, one for each gpt turn |
 *
 * @param trace The trace.
 * @param format Which.
 * @param options What the format needs.
 * @returns The records, one at a time; none for a trace without turns.
 * @throws {RangeError} If the format is unknown, or lacks its template.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { trainingRecords } from "tracebook";
 *
 * const trace = { id: "a", conversations: [{ from: "human" as const, value: "Hi" }] };
 * assertEquals([...trainingRecords(trace, "chatml")], [{ id: "a", text: "<|im_start|>user\nHi<|im_end|>\n" }]);
 * ```
 * @see https://huggingface.co/docs/trl/dataset_formats
 */
export function* trainingRecords(
  trace: Trace,
  format: TrainingFormat,
  options: TrainingRecordOptions = {},
): Generator<TrainingRecord> {
  if (!Object.hasOwn(RECORDS, format)) {
    throw new RangeError(`Cannot write the format "${format}": use one of ${TRAINING_FORMATS.join(", ")}`);
  }
  if (trace.conversations.length === 0) return;
  for (const record of RECORDS[format](trace, options)) {
    yield { id: trace.id, ...record } as TrainingRecord;
  }
}
