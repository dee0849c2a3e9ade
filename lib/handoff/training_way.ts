import type { Message } from "../trace/mod.ts";
import {
  conversationMessages,
  normalizeToolRole,
  TOKEN_FIELDS,
  toMessages,
  toToolCallMessages,
  type TrainingFields,
  trainingRecords,
} from "../train/mod.ts";
import { type MaskSettings } from "../train/mask/mask_options.ts";
import { maskBySettings } from "../train/mask/mask_trace.ts";
import type { MaskReport } from "../train/mask/mask_report.ts";
import { messageJson } from "../train/records/message_json.ts";
import type { Trace } from "../trace/mod.ts";
import { listsTools, withoutToolList } from "./tool_list.ts";

/**
 * What a model is trained on: token ids and labels that are made already, messages with calls and tools that TRL
 * tokenises, or the tutorial's own text.
 */
export type TrainingWay = "tokens" | "messages" | "text";

/** What a trace becomes: records, and, where labels are ours, what became of it. */
export interface WayRecords {
  /** The records. */
  records: object[];
  /** What was kept, trained and lost. */
  report?: MaskReport;
}

/** How a way writes its files. */
export interface WayRules {
  /** The fields of a record. */
  fields: TrainingFields;
  /** Tokens of a record, at most, unless told otherwise. */
  maxLength: number;
  /** The records of a trace. */
  records(trace: Trace, settings: MaskSettings): WayRecords;
  /** The trace's messages as JSON, as a model is asked with them; the n-th of an assistant is the n-th gpt turn. */
  messages(trace: Trace): { role: string; json: string }[];
  /** Whether the template lists the tools, beside messages that do not. */
  listsTools(trace: Trace): boolean;
}

const TOOL_PREFIX = "[TOOL]\n";

const plainJson = (messages: readonly Message[]) =>
  messages.map(({ role, content }) => ({ role, json: JSON.stringify({ role, content }) }));

/** The ways, with the one that trains what is meant first. */
export const WAY_RULES: Readonly<Record<TrainingWay, WayRules>> = {
  tokens: {
    fields: TOKEN_FIELDS,
    maxLength: 4096,
    records(trace, settings) {
      const { records, report } = maskBySettings(trace, settings);
      // all ones: some trainers want it beside labels
      return {
        records: records.map((one) => ({ ...one, attention_mask: one.input_ids.map(() => 1) })),
        report,
      };
    },
    messages: (trace) => plainJson(conversationMessages(trace)),
    listsTools: () => false,
  },
  messages: {
    fields: { id: "string", messages: { list: "json" }, tools: "string" },
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
    fields: { id: "string", text: "string" },
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
