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

/** Returns whether a trace's `tools` column holds at least one schema, so that a chat template can list them. */
function listsTools(trace: Pick<Trace, "tools">): boolean {
  return toolSchemas(trace).length > 0;
}

/**
 * Removes the list of tools and its tags from a system prompt, for a chat template that writes the list itself.
 */
export function withoutToolList(text: string): string {
  const tools = listedTools(text);
  if (tools.length === 0) return text;
  const start = text.lastIndexOf(OPEN, tools[0]!.start);
  const close = text.indexOf(CLOSE, tools.at(-1)!.end);
  return text.slice(0, start) + (close < 0 ? "" : text.slice(close + CLOSE.length));
}

/**
 * Format of a training folder: `tokens`, ids and labels that are made already; `messages`, with calls and tools,
 * which TRL
 * tokenises; `text`, the tutorial's own.
 */
export type FolderFormat = "tokens" | "messages" | "text";

/** A trace's records in a format. */
interface FolderRecords {
  /** The records. */
  records: object[];
  /** What masking kept, trained and lost; only where labels are made already. */
  report?: MaskReport;
}

/** How a format writes its files. */
export interface FolderFormatRules {
  /** The fields of a record and their types. */
  fields: RecordFields;
  /** The default for the most tokens of a record. */
  maxLength: number;
  /** Returns the records of a trace. */
  records(trace: Trace, settings: MaskSettings): FolderRecords;
  /** Returns the messages as JSON that a model is evaluated with; the n-th assistant's message is the n-th gpt turn. */
  messages(trace: Trace): { role: string; json: string }[];
  /** Returns whether the chat template must list the tools, because the messages do not. */
  listsTools(trace: Trace): boolean;
}

const TOOL_PREFIX = "[TOOL]\n";

const plainJson = (messages: readonly Message[]) =>
  messages.map(({ role, content }) => ({ role, json: JSON.stringify({ role, content }) }));

/** The rules of each format, the default first. */
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

/** Returns messages with calls as JSON, with a system prompt that does not repeat the tools that the template lists. */
function toolCallJson(trace: Trace): { role: string; json: string }[] {
  const cut = listsTools(trace);
  return toToolCallMessages(trace).map((message) => ({
    role: message.role,
    json: messageJson(
      cut && message.role === "system" ? { ...message, content: withoutToolList(message.content) } : message,
    ),
  }));
}
