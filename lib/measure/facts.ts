import { ERROR_CLASSES, type ErrorClass, groupKey, taskKey, type Trace } from "../trace/mod.ts";
import type { Observation, ObservedOutcomes } from "./observation.ts";
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
  /** What it has in common with its look-alikes: a hash of the first human turn. */
  group_key: string;
  /** What it has in common with other attempts at its task: a hash of the task. */
  task_key: string;
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
  /** Errors behind which the next acting step had a call that succeeded. */
  recovered: number | null;
  /** Calls made again unchanged, with nothing in between that could have changed the answer. */
  repeats: number | null;
  /** Errors of the class `exit_code`: a command ended with another code than 0. */
  error_exit_code: number | null;
  /** Errors of the class `not_found`. */
  error_not_found: number | null;
  /** Errors of the class `permission`. */
  error_permission: number | null;
  /** Errors of the class `timeout`. */
  error_timeout: number | null;
  /** Errors of the class `invalid_arguments`. */
  error_invalid_arguments: number | null;
  /** Errors of the class `unknown_tool`. */
  error_unknown_tool: number | null;
  /** Errors of the class `network_http`. */
  error_network_http: number | null;
  /** Errors of the class `traceback`. */
  error_traceback: number | null;
  /** Errors of the class `refused`: a guard or a person said no. */
  error_refused: number | null;
  /** Errors of the class `interrupted`. */
  error_interrupted: number | null;
  /** Errors of the class `other`. */
  error_other: number | null;
}

/** The columns of the facts, in order. */
export const FACT_COLUMNS: readonly (keyof Facts)[] = [
  ...([
    "id",
    "source",
    "category",
    "subcategory",
    "group_key",
    "task_key",
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
  ...ERROR_CLASSES.map((name) => `error_${name}` as const),
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
  const { steps, outcomes } = observed;
  const calls = steps.flatMap((step) => step.calls);
  const thoughts = steps.flatMap((step) => step.thoughts);
  const widths = steps.map((step) => step.calls.length);
  return {
    id: trace.id,
    source: trace.source ?? null,
    category: trace.category ?? null,
    subcategory: trace.subcategory ?? null,
    group_key: groupKey(trace),
    task_key: taskKey(trace),
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
    unknown: outcomes?.unknown ?? null,
    unanswered: observed.unanswered,
    orphans: observed.orphans,
    recovered: outcomes?.reactions.filter(({ recovered }) => recovered).length ?? null,
    repeats: outcomes?.repeats ?? null,
    ...errorColumns(outcomes),
  };
}

type ErrorColumns = { [C in ErrorClass as `error_${C}`]: number | null };

function errorColumns(outcomes: ObservedOutcomes | null): ErrorColumns {
  const counts = ERROR_CLASSES.map((name) => [
    `error_${name}`,
    outcomes ? outcomes.failures.filter((failure) => failure.class === name).length : null,
  ]);
  return Object.fromEntries(counts);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
