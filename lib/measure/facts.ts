import { ERROR_CLASSES } from "../trace/mod.ts";

/** The facts of one trace, a flat record of integers: null where the rules define nothing. Of many traces: `Facts[]`. */
export interface Facts {
  /** The trace's id. */
  id: string;
  /** Where it came from, when several sources are joined. */
  source: string | null;
  /** The trace's category. */
  category: string | null;
  /** The trace's subcategory. */
  subcategory: string | null;
  /** Hash of the first human turn, which traces of one group share. */
  group_key: string;
  /** Hash of the task, which all attempts at it share. */
  task_key: string;
  /** Turns of every role. */
  turns: number;
  /** gpt turns. */
  steps: number;
  /** gpt turns that hold a call. */
  acting_steps: number;
  /** gpt turns that hold more than one call. */
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
  /** Failed calls after which the same action (same tool; of terminal commands, same program) succeeded within five acting steps. */
  recovered: number | null;
  /** Calls made again unchanged that showed nothing new, with nothing in between that could have changed the answer. */
  repeats: number | null;
  /** Failed calls that the next acting step made again, unchanged. */
  retried: number | null;
  /** Failed calls after which the trace called the same tool with other arguments. */
  changed_arguments: number | null;
  /** Failed calls after which the trace called another tool. */
  changed_tool: number | null;
  /** Failed calls after which the trace asked the person a question. */
  asked: number | null;
  /** Failed calls after which the trace ended, or the person spoke, without a question. */
  gave_up: number | null;
  /** How many of those that were retried were recovered from. */
  recovered_retried: number | null;
  /** How many of those with changed arguments were recovered from. */
  recovered_changed_arguments: number | null;
  /** How many of those with a changed tool were recovered from. */
  recovered_changed_tool: number | null;
  /** Failed calls after which the trace asked the person, that were recovered from. */
  recovered_asked: number | null;
  /** Loops: the same acting step, or a cycle of two or three, at least three times in a row with nothing new shown. */
  loops: number | null;
  /** Acting steps of the longest loop; 0 if there is none. */
  longest_loop: number | null;
  /** The most gpt turns in a row without a call. */
  longest_idle: number | null;
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

/** The facts that are numbers. */
export type NumericFact = {
  [K in keyof Facts]: Exclude<Facts[K], null> extends number ? K : never;
}[keyof Facts];

/** The facts of one trace by structured rules, which define every number. */
export type StructuredFacts = { [K in keyof Facts]: K extends NumericFact ? number : Facts[K] };

/** One column of the facts. */
export interface FactColumn {
  /** Name of the column. */
  name: keyof Facts;
  /** What it holds, null aside. */
  type: "string" | "integer";
}

const TEXTS = ["id", "source", "category", "subcategory", "group_key", "task_key"] as const;

const INTEGERS = [
  ...(["turns", "steps", "acting_steps", "parallel_steps", "max_width", "tool_calls"] as const),
  ...(["distinct_tools", "malformed", "thoughts", "think_chars", "think_words", "answer_chars"] as const),
  ...(["tool_turns", "responses", "errors", "unknown", "unanswered", "orphans"] as const),
  ...(["recovered", "repeats", "retried", "changed_arguments", "changed_tool", "asked", "gave_up"] as const),
  ...(["recovered_retried", "recovered_changed_arguments", "recovered_changed_tool"] as const),
  ...(["recovered_asked", "loops", "longest_loop", "longest_idle"] as const),
  ...ERROR_CLASSES.map((name) => `error_${name}` as const),
];

/**
 * The columns of the facts, in order, as `writeTable` takes them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { FACT_COLUMNS } from "tracebook";
 * import { traceFacts } from "./mod.ts";
 *
 * const facts = traceFacts({ id: "a", conversations: [] });
 * assertEquals(FACT_COLUMNS.map(({ name }) => name), Object.keys(facts));
 * ```
 */
export const FACT_COLUMNS: readonly FactColumn[] = [
  ...TEXTS.map((name) => ({ name, type: "string" as const })),
  ...INTEGERS.map((name) => ({ name, type: "integer" as const })),
];
