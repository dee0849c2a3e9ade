import type { Trace } from "../../trace/mod.ts";
import {
  TRAINING_FORMATS,
  type TrainingFormat,
  type TrainingRecordOptions,
  trainingRecords,
} from "../messages/training_records.ts";
import { toToolCallMessages } from "../messages/to_tool_call_messages.ts";
import { alternatingTurns } from "./alternating_turns.ts";
import { labelledSegments } from "./labelled_segments.ts";
import { messageJson } from "./message_json.ts";
import type { TrainingFields } from "./training_fields.ts";

/** A format of training files: those of training records, and two that single trainers have. */
export type FileFormat = TrainingFormat | "sharegpt" | "segments";

/** How a format's files are written. */
export interface FileFormatRules {
  /** The fields of a record. */
  fields: TrainingFields;
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
 * import { FILE_FORMATS, TRAINING_FORMATS } from "tracebook";
 *
 * assertEquals(FILE_FORMATS, [...TRAINING_FORMATS, "sharegpt", "segments"]);
 * ```
 */
export const FILE_FORMATS: readonly FileFormat[] = [...TRAINING_FORMATS, "sharegpt", "segments"];
