import { ERROR_CLASSES, type ErrorClass, groupKey, taskKey, type Trace } from "../trace/mod.ts";
import type { Facts, StructuredFacts } from "./facts.ts";
import type { MeasuredOutcomes, MeasuredStep, Rules, TraceMeasures } from "./trace_measures.ts";
import { measureTrace } from "./measure_trace.ts";
import { type Reaction, REACTIONS } from "./recovery.ts";

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
 * import { traceFacts } from "./mod.ts";
 *
 * const facts = traceFacts({
 *   id: "a",
 *   conversations: [{ from: "gpt", value: '<think>go</think><tool_call>{"name": "ls"}</tool_call>' }],
 * });
 * assertEquals([facts.turns, facts.tool_calls, facts.think_chars], [1, 1, 2]);
 * ```
 */
export function traceFacts(trace: Trace, rules?: "structured"): StructuredFacts;
/**
 * One trace in numbers, by rules that may leave some of them undefined.
 *
 * @param trace The trace.
 * @param rules By which definitions; what they do not define is null.
 * @returns One flat record.
 * @throws {TypeError | PythonLimitError} By the tutorial's rules, where its reference raises.
 */
export function traceFacts(trace: Trace, rules: Rules): Facts;
export function traceFacts(trace: Trace, rules: Rules = "structured"): Facts {
  return factsOf(trace, measureTrace(trace, rules), rules);
}

/**
 * The facts that an observation gives.
 *
 * @param trace The trace observed.
 * @param observed Its observation.
 * @param rules By which it was observed.
 * @returns One flat record.
 */
export function factsOf(trace: Trace, observed: TraceMeasures, rules: Rules): Facts {
  const { steps, outcomes } = observed;
  const judges = rules === "structured";
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
    tool_calls: sum(widths),
    distinct_tools: judges ? distinctTools(steps) : null,
    malformed: observed.malformed,
    thoughts: sum(steps.map((step) => step.thoughts.length)),
    think_chars: sum(steps.map((step) => sum(step.thoughts))),
    think_words: judges ? sum(steps.map((step) => step.thinkWords ?? 0)) : null,
    answer_chars: sum(steps.map((step) => step.answer)),
    tool_turns: observed.toolTurns,
    responses: observed.responses,
    errors: observed.errors,
    unknown: outcomes?.unknown ?? null,
    unanswered: observed.unanswered,
    orphans: observed.orphans,
    recovered: outcomes?.reactions.filter(({ recovered }) => recovered).length ?? null,
    repeats: outcomes?.repeats ?? null,
    ...reactionColumns(outcomes),
    loops: outcomes?.loops.length ?? null,
    longest_loop: outcomes?.loops.reduce((most, steps) => Math.max(most, steps), 0) ?? null,
    longest_idle: judges ? longestRun(widths, 0) : null,
    ...errorColumns(outcomes),
  };
}

function distinctTools(steps: readonly MeasuredStep[]): number {
  const tools = new Set<string>();
  for (const { calls } of steps) for (const { key } of calls) tools.add(key);
  return tools.size;
}

type Recovered = `recovered_${Exclude<Reaction, "gave_up">}`;
type ReactionColumns = Record<Reaction | Recovered, number | null>;

const NO_REACTIONS = zeros<Reaction | Recovered>([
  ...REACTIONS,
  ...REACTIONS.filter((name) => name !== "gave_up").map((name) => `recovered_${name}` as const),
]);
const UNKNOWN_REACTIONS = nulls(NO_REACTIONS);

function reactionColumns(outcomes: MeasuredOutcomes | null): ReactionColumns {
  if (!outcomes) return UNKNOWN_REACTIONS;
  const counts = { ...NO_REACTIONS };
  for (const { reaction, recovered } of outcomes.reactions) {
    counts[reaction]++;
    if (recovered && reaction !== "gave_up") counts[`recovered_${reaction}`]++;
  }
  return counts;
}

type ErrorColumn = `error_${ErrorClass}`;

const NO_ERRORS = zeros<ErrorColumn>(ERROR_CLASSES.map((name) => `error_${name}` as const));
const UNKNOWN_ERRORS = nulls(NO_ERRORS);

function errorColumns(outcomes: MeasuredOutcomes | null): Record<ErrorColumn, number | null> {
  if (!outcomes) return UNKNOWN_ERRORS;
  const counts = { ...NO_ERRORS };
  for (const failure of outcomes.failures) counts[`error_${failure.class}`]++;
  return counts;
}

/** Columns that count nothing yet. */
function zeros<C extends string>(columns: readonly C[]): Record<C, number> {
  return Object.fromEntries(columns.map((name) => [name, 0])) as Record<C, number>;
}

/** Columns of what the rules do not define: null in each. */
function nulls<C extends string>(columns: Record<C, number>): Record<C, null> {
  return Object.fromEntries(Object.keys(columns).map((name) => [name, null])) as Record<C, null>;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The length of the longest run of a value. */
function longestRun(values: readonly number[], wanted: number): number {
  let longest = 0;
  let run = 0;
  for (const value of values) {
    run = value === wanted ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
