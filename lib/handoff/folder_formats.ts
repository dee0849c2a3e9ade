import { type RecordFields, TOKEN_FIELDS } from "../files/mod.ts";
import { type Message, toolSchemas, type Trace } from "../trace/mod.ts";
import {
  conversationMessages,
  FILE_FORMAT_RULES,
  listedTools,
  maskBySettings,
  type MaskReport,
  type MaskSettings,
  messageJson,
  normalizeToolRole,
  toMessages,
  toToolCallMessages,
  trainingRecords,
  withAttentionMask,
} from "../train/mod.ts";

const [OPEN, CLOSE] = ["<tools>", "</tools>"];

/** Whether a trace's `tools` column lists tools, so that a chat template can. */
function listsTools(trace: Pick<Trace, "tools">): boolean {
  return toolSchemas(trace).length > 0;
}

/**
 * A system prompt without its list of tools, for a template that writes one itself. The same text where there
 * is none.
 */
export function withoutToolList(text: string): string {
  const tools = listedTools(text);
  if (tools.length === 0) return text;
  const start = text.lastIndexOf(OPEN, tools[0]!.start);
  const close = text.indexOf(CLOSE, tools.at(-1)!.end);
  return text.slice(0, start) + (close < 0 ? "" : text.slice(close + CLOSE.length));
}

/**
 * What a model is trained on: token ids and labels that are made already, messages with calls and tools that TRL
 * tokenises, or the tutorial's own text.
 */
export type FolderFormat = "tokens" | "messages" | "text";

/** What a trace becomes: records, and, where labels are ours, what became of it. */
interface FolderRecords {
  /** The records. */
  records: object[];
  /** What was kept, trained and lost. */
  report?: MaskReport;
}

/** How a way writes its files. */
export interface FolderFormatRules {
  /** The fields of a record. */
  fields: RecordFields;
  /** Tokens of a record, at most, unless told otherwise. */
  maxLength: number;
  /** The records of a trace. */
  records(trace: Trace, settings: MaskSettings): FolderRecords;
  /** The trace's messages as JSON, as a model is asked with them; the n-th of an assistant is the n-th gpt turn. */
  messages(trace: Trace): { role: string; json: string }[];
  /** Whether the template lists the tools, beside messages that do not. */
  listsTools(trace: Trace): boolean;
}

const TOOL_PREFIX = "[TOOL]\n";

const plainJson = (messages: readonly Message[]) =>
  messages.map(({ role, content }) => ({ role, json: JSON.stringify({ role, content }) }));

/** The ways, with the one that trains what is meant first. */
export const FOLDER_FORMATS: Readonly<Record<FolderFormat, FolderFormatRules>> = {
  tokens: {
    fields: TOKEN_FIELDS,
    maxLength: 4096,
    records(trace, settings) {
      const { records, report } = maskBySettings(trace, settings);
      return { records: records.map(withAttentionMask), report };
    },
    messages: (trace) => plainJson(conversationMessages(trace)),
    listsTools: () => false,
  },
  messages: {
    fields: FILE_FORMAT_RULES.tool_calls.fields,
    maxLength: 16_384,
    records: (trace) => ({
      records: [{
        id: trace.id,
        messages: toolCallJson(trace).map(({ json }) => json),
        tools: listsTools(trace) ? trace.tools : "[]",
      }],
    }),
    messages: toolCallJson,
    listsTools,
  },
  text: {
    fields: FILE_FORMAT_RULES.text.fields,
    maxLength: 1024, // the tutorial's
    records: (trace, { template }) => ({ records: [...trainingRecords(trace, "text", { template })] }),
    messages: (trace) => plainJson(normalizeToolRole(toMessages(trace), TOOL_PREFIX)),
    listsTools: () => false,
  },
};

/** The messages with calls; the system prompt without the tools, which the template lists. */
function toolCallJson(trace: Trace): { role: string; json: string }[] {
  const cut = listsTools(trace);
  return toToolCallMessages(trace).map((message) => ({
    role: message.role,
    json: messageJson(
      cut && message.role === "system" ? { ...message, content: withoutToolList(message.content) } : message,
    ),
  }));
}
