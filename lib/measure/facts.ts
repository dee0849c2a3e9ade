import type { Trace } from "../trace/mod.ts";
import type { Observation } from "./observation.ts";
import { observe, type Rules } from "./rules.ts";

/** One trace in numbers: integers, or null where the rules define nothing. */
export interface Facts {
  /** The trace's id. */
  id: string;
  /** Where it came from, when several sources are joined. */
  source: string | null;
  /** Its category. */
  category: string | null;
  /** Its subcategory. */
  subcategory: string | null;
  /** Turns of every role. */
  turns: number;
  /** gpt turns. */
  steps: number;
  /** gpt turns that hold a call. */
  acting_steps: number;
  /** gpt turns that hold more than one. */
  parallel_steps: number;
  /** The most calls in one gpt turn. */
  max_width: number;
  /** Calls, those that cannot be read included. */
  tool_calls: number;
  /** Different tools called. */
  distinct_tools: number | null;
  /** Calls that cannot be read. */
  malformed: number;
  /** Thoughts. */
  thoughts: number;
  /** Characters of all thoughts. */
  think_chars: number;
  /** Words of all thoughts. */
  think_words: number | null;
  /** Characters of all answers. */
  answer_chars: number;
  /** Tool turns. */
  tool_turns: number;
  /** Tool responses. */
  responses: number | null;
  /** Errors: tool turns the tutorial flags; by structured rules, responses that are errors. */
  errors: number | null;
  /** Responses of which neither success nor failure can be told. */
  unknown: number | null;
  /** Calls without a response. */
  unanswered: number | null;
  /** Responses without a call. */
  orphans: number | null;
  /** Errors after which the trace went on well. */
  recovered: number | null;
  /** Calls made again unchanged. */
  repeats: number | null;
}

/** The columns of the facts, in order. */
export const FACT_COLUMNS: readonly (keyof Facts)[] = [
  ...([
    "id",
    "source",
    "category",
    "subcategory",
    "turns",
    "steps",
    "acting_steps",
    "parallel_steps",
  ] as const),
  ...([
    "max_width",
    "tool_calls",
    "distinct_tools",
    "malformed",
    "thoughts",
    "think_chars",
    "think_words",
  ] as const),
  ...(["answer_chars", "tool_turns", "responses", "errors", "unknown", "unanswered", "orphans"] as const),
  ...(["recovered", "repeats"] as const),
];

/**
 * One trace in numbers.
 *
 * @param trace The trace.
 * @param rules By which definitions; what they do not define is null.
 * @returns One flat record.
 * @throws {TypeError | PythonLimitError} By the tutorial's rules, where its reference raises.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { traceFacts } from "tracebook";
 *
 * const facts = traceFacts({
 *   id: "a",
 *   conversations: [{ from: "gpt", value: '<think>go</think><tool_call>{"name": "ls"}</tool_call>' }],
 * });
 * assertEquals([facts.turns, facts.tool_calls, facts.think_chars], [1, 1, 2]);
 * ```
 */
export function traceFacts(trace: Trace, rules: Rules = "structured"): Facts {
  return factsOf(trace, observe(trace, rules), rules);
}

/**
 * The facts that an observation gives.
 *
 * @param trace The trace observed.
 * @param observed Its observation.
 * @param rules By which it was observed.
 * @returns One flat record.
 */
export function factsOf(trace: Trace, observed: Observation, rules: Rules): Facts {
  const { steps } = observed;
  const calls = steps.flatMap((step) => step.calls);
  const thoughts = steps.flatMap((step) => step.thoughts);
  const widths = steps.map((step) => step.calls.length);
  return {
    id: trace.id,
    source: trace.source ?? null,
    category: trace.category ?? null,
    subcategory: trace.subcategory ?? null,
    turns: observed.turns,
    steps: steps.length,
    acting_steps: widths.filter((width) => width > 0).length,
    parallel_steps: widths.filter((width) => width > 1).length,
    max_width: widths.reduce((most, width) => Math.max(most, width), 0),
    tool_calls: calls.length,
    distinct_tools: rules === "tutorial" ? null : new Set(calls.map((call) => call.key)).size,
    malformed: observed.malformed,
    thoughts: thoughts.length,
    think_chars: sum(thoughts),
    think_words: rules === "tutorial" ? null : sum(steps.map((step) => step.thinkWords ?? 0)),
    answer_chars: sum(steps.map((step) => step.answer)),
    tool_turns: observed.toolTurns,
    responses: observed.responses,
    errors: observed.errors,
    unknown: null,
    unanswered: observed.unanswered,
    orphans: observed.orphans,
    recovered: null,
    repeats: null,
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
