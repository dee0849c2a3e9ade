/** From traces to messages and the other formats that models are trained on. */
export { toMessages } from "./to_messages.ts";
export { normalizeToolRole } from "./normalize_tool_role.ts";
export { toToolCallMessages } from "./to_tool_call_messages.ts";
export { parseArguments, type ParsedMessage } from "./parse_arguments.ts";
export { type TextOptions, type TextStyle, toText } from "./to_text.ts";
export { toChatml } from "./to_chatml.ts";
export { type Pair, toPairs } from "./to_pairs.ts";
export {
  type ConversationMessage,
  conversationMessages,
  type ConversationOptions,
} from "./conversation_messages.ts";
export {
  TRAINING_FORMATS,
  type TrainingFormat,
  type TrainingRecord,
  type TrainingRecordOptions,
  trainingRecords,
} from "./training_records.ts";
