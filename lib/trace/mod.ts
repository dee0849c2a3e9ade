/**
 * What a trace is and what its text says: the row schema, parts with exact spans, steps; and Python's own
 * reading.
 */
export { makeEventLoopYield } from "./event_loop_yield.ts";
export { firstTurn } from "./first_turn.ts";
export { groupKey, taskKey } from "./group_key.ts";
export { type LeanPiece, leanPieces, type LeanTraces, leanTraces, READ_LEAN } from "./lean_traces.ts";
export { findLoops, type Loop, repeatedCalls } from "./loops.ts";
export {
  type ChatRole,
  fromToolCallMessages,
  layoutGptTurn,
  layoutToolTurn,
  type Message,
  ROLE_MAP,
  type ToolCall,
  type ToolCallMessage,
} from "./messages.ts";
export type { CallPart, Part, PartBase, ResponsePart, Span, StrayPart, TextPart, ThinkPart } from "./part.ts";
export { readParts } from "./read_parts.ts";
export { type AnsweredCall, type Problem, readTrace, type Step, type TraceReading } from "./read_trace.ts";
export {
  type Role,
  ROLES,
  type RowIssue,
  type Trace,
  type TraceSchema,
  traceSchema,
  type Turn,
} from "./row.ts";
export { callIds, callKey } from "./same_call.ts";
export { type ToolSchema, toolSchemas } from "./tool_schemas.ts";
export { flagsToolTurn, looksLikeError, parseTool } from "./tutorial_tool_turns.ts";
export { type AssistantTurn, countAssistant, MALFORMED, parseAssistant } from "./tutorial_turns.ts";
export { EXIT_CODE_RULES } from "./outcome/exit_code_rules.ts";
export { judgeResponse } from "./outcome/judge_response.ts";
export { isError } from "./outcome/response_content.ts";
export {
  ERROR_CLASSES,
  type ErrorClass,
  type Outcome,
  type OutcomeFlag,
  type Verdict,
} from "./outcome/outcome.ts";
export { LOOP_RULES, STATUS_RULES } from "./outcome/status_rules.ts";
export type { EventLoopYield } from "./event_loop_yield.ts";
export type { AssistantCounts } from "./tutorial_turns.ts";
export type { OutcomeRule } from "./outcome/outcome.ts";
export type { CountedCall } from "./tutorial_turns.ts";
export type { ResponseContent } from "./outcome/response_content.ts";
export type { Finding } from "./outcome/outcome.ts";
