import type { PythonFloat } from "../python/mod.ts";
import type { ErrorClass } from "../trace/mod.ts";
import type { Reaction } from "./recovery.ts";

/** A call as it is measured. */
export interface MeasuredCall {
  /** What makes two tool names the same. */
  key: string;
  /** The tool's name. */
  name: ToolName;
  /** Characters of the call's JSON; null where they are not asked for. */
  chars: number | null;
}

/** A gpt turn as it is measured. */
export interface MeasuredStep {
  /** Characters of each thought. */
  thoughts: number[];
  /** Words of all thoughts together; null where the rules do not define it. */
  thinkWords: number | null;
  /** The calls, in order. */
  calls: MeasuredCall[];
  /** Characters of the answer; 0 if there is none. */
  answer: number;
}

/** A call that failed. */
export interface MeasuredFailure {
  /** The tool that failed. */
  tool: string;
  /** How. */
  class: ErrorClass;
}

/** What the outcomes of a trace's responses say. */
export interface MeasuredOutcomes {
  /** Responses of which neither success nor failure can be told. */
  unknown: number;
  /** The failures, in order. */
  failures: MeasuredFailure[];
  /** What came after each failed call. */
  reactions: { reaction: Reaction; recovered: boolean }[];
  /** Calls made again unchanged. */
  repeats: number;
  /** The acting steps of each loop. */
  loops: number[];
}

/**
 * Everything that is measured about one trace, by one set of rules; facts and summaries are counted from it.
 */
export interface TraceMeasures {
  /** All turns. */
  turns: number;
  /** gpt turns of the trace. */
  steps: MeasuredStep[];
  /** Tool turns of the trace. */
  toolTurns: number;
  /** What is judged as ok or error: tool turns by the tutorial's rules, responses by the structured ones. */
  judged: number;
  /** How many of them are errors. */
  errors: number;
  /** The labels of the acting steps, in order; null by the tutorial's rules. */
  workflow: string[] | null;
  /** What the outcomes of the responses say; null by the tutorial's rules, which know errors alone. */
  outcomes: MeasuredOutcomes | null;
  /** Responses; null where the rules do not define them. */
  responses: number | null;
  /** Calls without a response; null where the rules do not pair them. */
  unanswered: number | null;
  /** Responses without a call; null where the rules do not pair them. */
  orphans: number | null;
  /** Calls that could not be read. */
  malformed: number;
}

/**
 * A tool name as `Counter` has it; a call without a name counts as `<unknown>`. JSON lets it be more than
 * text.
 */
export type ToolName = string | number | bigint | boolean | null | PythonFloat;

/** The rules there are. */
export const RULES: readonly Rules[] = ["tutorial", "structured"];

/** By which definitions a trace is measured: the tutorial's, digit for digit, or ours. */
export type Rules = "tutorial" | "structured";
