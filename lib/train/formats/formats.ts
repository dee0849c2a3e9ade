import type { RecordFields } from "../../files/mod.ts";
import type { ChatRole, Message, ToolCallMessage, Trace } from "../../trace/mod.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import { renderSpans } from "../template/render_spans.ts";
import { messageJson } from "./message_json.ts";
import { conversationMessages, toMessages } from "./messages.ts";
import { type Pair, type TextOptions, toChatml, toPairs, toText } from "./texts.ts";
import { toToolCallMessages } from "./tool_call_messages.ts";

/** A record to train on: the trace's id, and the fields of its format. */
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

/** Options for {@linkcode trainingRecords}. */
export interface TrainingRecordOptions extends TextOptions {
  /** The chat template, which the format `text` needs. */
  template?: ChatTemplate;
}

/**
 * A format of the records that {@linkcode trainingRecords} gives. `tool_call_messages` has messages with calls as
 * values;
 * in files they are JSON, the format `tool_calls`.
 */
export type TrainingFormat = "messages" | "tool_call_messages" | "text" | "chatml" | "pairs";

/**
 * The formats of {@linkcode trainingRecords}.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TRAINING_FORMATS } from "../mod.ts";
 *
 * assertEquals(TRAINING_FORMATS, ["messages", "tool_call_messages", "text", "chatml", "pairs"]);
 * ```
 */
export const TRAINING_FORMATS: readonly TrainingFormat[] = [
  "messages",
  "tool_call_messages",
  "text",
  "chatml",
  "pairs",
];

/**
 * Returns a trace as records to train on, as values.
 *
 * | format | record |
 * |---|---|
 * | `messages` | `{id, messages}`, the texts as they are |
 * | `tool_call_messages` | `{id, messages, tools}` with thoughts, calls and ids in fields of their own |
 * | `text` | `{id, text}`, by a chat template |
 * | `chatml` | `{id, text}` |
 * | `pairs` | `{id, prompt, completion}`, one for each gpt turn |
 *
 * @param trace The trace.
 * @param format The format of the records.
 * @param options The chat template, which `text` needs, and the style of texts.
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
  if (!TRAINING_FORMATS.includes(format)) {
    throw new RangeError(`Cannot write the format "${format}": use one of ${TRAINING_FORMATS.join(", ")}`);
  }
  if (trace.conversations.length === 0) return;
  if (format !== "tool_call_messages") {
    yield* FILE_FORMAT_RULES[format].records(trace, options) as readonly TrainingRecord[];
    return;
  }
  yield {
    id: trace.id,
    messages: [...toToolCallMessages(trace)],
    // as it is stored: TRL reads a text too, and nothing is written anew
    ...(trace.tools ? { tools: trace.tools } : {}),
  };
}

/** A format of training files. The last two are single trainers' own: LLaMA-Factory's and axolotl's. */
export type FileFormat = "messages" | "tool_calls" | "text" | "chatml" | "pairs" | "sharegpt" | "segments";

/** How a format's files are written. */
export interface FileFormatRules {
  /** The fields of a record and their types. */
  fields: RecordFields;
  /** Present where the records are rendered by a chat template. */
  needsTemplate?: true;
  /** Returns the records of a trace, or a text that says why there are none. */
  records(trace: Trace, options: TrainingRecordOptions): readonly object[] | string;
}

const MESSAGES = { list: { struct: { role: "string", content: "string" } } } as const;

/** How a trace becomes the records of each file format. */
export const FILE_FORMAT_RULES: Readonly<Record<FileFormat, FileFormatRules>> = {
  messages: {
    fields: { id: "string", messages: MESSAGES },
    records: (trace) => [{ id: trace.id, messages: [...toMessages(trace)] }],
  },
  tool_calls: {
    fields: { id: "string", messages: { list: "json" }, tools: "string" },
    // tools as they are stored; an empty list where there are none, so that the column is text from the first row on
    records: (trace) => [{
      id: trace.id,
      messages: toToolCallMessages(trace).map(messageJson),
      tools: trace.tools || "[]",
    }],
  },
  text: {
    fields: { id: "string", text: "string" },
    needsTemplate: true,
    records(trace, { template, ...options }) {
      if (!template) {
        throw new RangeError("Cannot write text without a chat template: pass one as `template`");
      }
      return [{ id: trace.id, text: toText(trace, template, options) }];
    },
  },
  chatml: {
    fields: { id: "string", text: "string" },
    records: (trace) => [{ id: trace.id, text: toChatml(trace) }],
  },
  pairs: {
    fields: { id: "string", prompt: MESSAGES, completion: MESSAGES },
    records: (trace) => Array.from(toPairs(toMessages(trace)), (pair) => ({ id: trace.id, ...pair })),
  },
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
 * import { FILE_FORMATS } from "../mod.ts";
 *
 * assertEquals(FILE_FORMATS, ["messages", "tool_calls", "text", "chatml", "pairs", "sharegpt", "segments"]);
 * ```
 */
export const FILE_FORMATS: readonly FileFormat[] = Object.keys(FILE_FORMAT_RULES) as FileFormat[];

/** A turn in LLaMA-Factory's ShareGPT format. */
interface AlternatingTurn {
  /** The turn's role. */
  from: "system" | "human" | "observation" | "gpt";
  /** The turn's text. */
  value: string;
}

const FROM: Record<ChatRole, AlternatingTurn["from"]> = {
  system: "system",
  user: "human",
  tool: "observation",
  assistant: "gpt",
};

/** Stands between several responses in one turn: LLaMA-Factory's templates write the tags around them all. */
const RESPONSE_SEPARATOR = "\n</tool_response>\n<tool_response>\n";

/**
 * Returns the turns of LLaMA-Factory's ShareGPT format: `human` or `observation` and `gpt` in turn, up to the last gpt
 * turn; undefined if they do not alternate.
 * @see https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md#sharegpt-format
 */
function alternatingTurns(trace: Pick<Trace, "conversations">): AlternatingTurn[] | undefined {
  const turns: AlternatingTurn[] = [];
  for (const { role, content } of conversationMessages(trace)) {
    const from = FROM[role];
    const last = turns.at(-1);
    if (from === "observation" && last?.from === from) last.value += RESPONSE_SEPARATOR + content;
    else turns.push({ from, value: content });
  }
  const end = turns.findLastIndex(({ from }) => from === "gpt") + 1;
  const afterSystem = turns.slice(turns[0]?.from === "system" ? 1 : 0, end);
  const alternates = afterSystem.every(({ from }, i) =>
    i % 2 === 0 ? from === "human" || from === "observation" : from === "gpt"
  );
  return alternates ? turns.slice(0, end) : undefined;
}

/** A piece of a rendered text. */
interface LabelledSegment {
  /** Whether the piece is trained on. */
  label: boolean;
  /** The piece's text. */
  text: string;
}

/**
 * Cuts a rendered trace into what the assistant writes, with the token that ends its turn, and what is not trained on.
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
  const pushUpTo = (end: number, label: boolean) => {
    if (end > at) segments.push({ label, text: text.slice(at, end) });
    at = Math.max(at, end);
  };
  for (const { message, start, stop } of spans) {
    if (messages[message]!.role !== "assistant") continue;
    pushUpTo(start, false);
    pushUpTo(stop, true);
  }
  pushUpTo(text.length, false);
  return segments;
}
