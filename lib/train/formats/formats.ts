import type { RecordFields } from "../../files/mod.ts";
import type { ChatRole, Message, ToolCallMessage, Trace } from "../../trace/mod.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import { renderSpans } from "../template/render_spans.ts";
import { messageJson } from "./message_json.ts";
import { conversationMessages, toMessages } from "./messages.ts";
import { type Pair, type TextOptions, toChatml, toPairs, toText } from "./texts.ts";
import { toToolCallMessages } from "./tool_call_messages.ts";

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
 * import { TRAINING_FORMATS } from "../mod.ts";
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
 * import { trainingRecords } from "../mod.ts";
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

/** A turn as LLaMA-Factory has it. */
interface AlternatingTurn {
  /** Who speaks. */
  from: "system" | "human" | "observation" | "gpt";
  /** The text. */
  value: string;
}

const FROM: Record<ChatRole, AlternatingTurn["from"]> = {
  system: "system",
  user: "human",
  tool: "observation",
  assistant: "gpt",
};

/** What LLaMA-Factory puts between several responses: its templates write the tags around them all. */
const BETWEEN = "\n</tool_response>\n<tool_response>\n";

/**
 * A trace in the ShareGPT format of LLaMA-Factory: after the system turn, `human` or `observation` and `gpt` in turn.
 * Responses lose the tags that its templates write; several become one turn. What follows the last gpt turn is left out,
 * as nothing is trained there.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @returns The turns; undefined if they do not alternate (two human turns in a row), which LLaMA-Factory skips.
 * @see https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md#sharegpt-format
 */
function alternatingTurns(trace: Pick<Trace, "conversations">): AlternatingTurn[] | undefined {
  const turns: AlternatingTurn[] = [];
  for (const { role, content } of conversationMessages(trace)) {
    const from = FROM[role];
    const last = turns.at(-1);
    if (from === "observation" && last?.from === from) last.value += BETWEEN + content;
    else turns.push({ from, value: content });
  }
  const end = turns.findLastIndex(({ from }) => from === "gpt") + 1;
  const spoken = turns.slice(turns[0]?.from === "system" ? 1 : 0, end);
  const alternates = spoken.every(({ from }, i) =>
    i % 2 === 0 ? from === "human" || from === "observation" : from === "gpt"
  );
  return alternates ? turns.slice(0, end) : undefined;
}

/** A format of training files: those of training records, and two that single trainers have. */
export type FileFormat = TrainingFormat | "sharegpt" | "segments";

/** How a format's files are written. */
export interface FileFormatRules {
  /** The fields of a record. */
  fields: RecordFields;
  /** Whether a chat template is needed. */
  needsTemplate?: true;
  /** The records of a trace; a text says why there are none. */
  records(trace: Trace, options: TrainingRecordOptions): readonly object[] | string;
}

const MESSAGES = { list: { struct: { role: "string", content: "string" } } } as const;

const plain = (format: TrainingFormat): FileFormatRules["records"] => (trace, options) => [
  ...trainingRecords(trace, format, options),
];

/** The rules of each format. */
export const FILE_FORMAT_RULES: Readonly<Record<FileFormat, FileFormatRules>> = {
  messages: { fields: { id: "string", messages: MESSAGES }, records: plain("messages") },
  tool_calls: {
    fields: { id: "string", messages: { list: "json" }, tools: "string" },
    // tools as they are stored; an empty list where there are none, so that the column is text from the first row on
    records: (trace) => [{
      id: trace.id,
      messages: toToolCallMessages(trace).map(messageJson),
      tools: trace.tools || "[]",
    }],
  },
  text: { fields: { id: "string", text: "string" }, needsTemplate: true, records: plain("text") },
  chatml: { fields: { id: "string", text: "string" }, records: plain("chatml") },
  pairs: { fields: { id: "string", prompt: MESSAGES, completion: MESSAGES }, records: plain("pairs") },
  sharegpt: {
    fields: { id: "string", conversations: { list: { struct: { from: "string", value: "string" } } } },
    records(trace) {
      const conversations = alternatingTurns(trace);
      return conversations
        ? [{ id: trace.id, conversations }]
        : "turns of the user and the assistant do not alternate, and LLaMA-Factory skips such traces";
    },
  },
  segments: {
    fields: { id: "string", segments: { list: { struct: { label: "bool", text: "string" } } } },
    needsTemplate: true,
    records: (trace, { template }) => [{ id: trace.id, segments: labelledSegments(trace, template!) }],
  },
};

/**
 * The formats of training files.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { FILE_FORMATS, TRAINING_FORMATS } from "../mod.ts";
 *
 * assertEquals(FILE_FORMATS, [...TRAINING_FORMATS, "sharegpt", "segments"]);
 * ```
 */
export const FILE_FORMATS: readonly FileFormat[] = [...TRAINING_FORMATS, "sharegpt", "segments"];

/** A piece of a rendered text, and whether it is trained on. */
interface LabelledSegment {
  /** Whether it is trained on. */
  label: boolean;
  /** The text. */
  text: string;
}

/**
 * A trace as pieces of the text that a chat template makes of it: what the assistant writes, with the token that ends its
 * turn, is trained on, all else is not. In this format axolotl adds nothing.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param template The tokenizer's chat template.
 * @returns The pieces; together they are the text.
 * @throws {RangeError} If the template refuses the turns, or hides where they are.
 * @see https://docs.axolotl.ai/docs/input_output.html
 */
function labelledSegments(
  trace: Pick<Trace, "conversations">,
  template: ChatTemplate,
): LabelledSegment[] {
  const messages = conversationMessages(trace);
  const { text, spans } = renderSpans(template, messages);
  const segments: LabelledSegment[] = [];
  let at = 0;
  const take = (end: number, label: boolean) => {
    if (end > at) segments.push({ label, text: text.slice(at, end) });
    at = Math.max(at, end);
  };
  for (const { message, start, stop } of spans) {
    if (messages[message]!.role !== "assistant") continue;
    take(start, false);
    take(stop, true);
  }
  take(text.length, false);
  return segments;
}
