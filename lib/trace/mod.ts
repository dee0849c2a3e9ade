/**
 * What a trace is and what its text says: the row schema, parts with exact spans, steps; and Python's own
 * reading.
 */
export * from "./row.ts";
export * from "./part.ts";
export * from "./read_parts.ts";
export * from "./read_trace.ts";
export * from "./messages/message.ts";
export * from "./messages/from_tool_call_messages.ts";
export { type AssistantTurn, MALFORMED, parseAssistant } from "./tutorial_turns.ts";
export * from "./tutorial_tool_turns.ts";
export * from "./tool_schemas.ts";
export * from "./python/float_repr.ts";
export * from "./python/json_dumps.ts";
export * from "./python/json_loads.ts";
export * from "./python/json_value.ts";
export * from "./python/json_plain.ts";
export * from "./python/repr.ts";
export * from "./python/shorten.ts";
export {
  isPythonSpace,
  pythonHead,
  pythonLength,
  pythonStrip,
  skipSpace,
  skipSpaceBack,
} from "./python/text.ts";
export {
  ERROR_CLASSES,
  type ErrorClass,
  type Outcome,
  type OutcomeFlag,
  type Verdict,
} from "./outcome/outcome.ts";
export { judgeResponse } from "./outcome/judge_response.ts";
export { callIds, callKey } from "./call_ids.ts";
export { repeatedCalls } from "./repeats.ts";
export { findLoops, type Loop } from "./loops.ts";
export { groupKey, taskKey } from "./group_key.ts";
export { type LeanTraces, READ_LEAN } from "./lean_traces.ts";
