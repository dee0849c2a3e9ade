import { ERROR_CLASSES, type ErrorClass, groupKey, taskKey, type Trace } from "../trace/mod.ts";
import type { Facts } from "./facts.ts";
import type { Observation, ObservedOutcomes } from "./observation.ts";
import type { Reaction } from "./recovery.ts";
import { observe, type Rules } from "./rules.ts";

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
    ...reactionColumns(outcomes),
    loops: outcomes?.loops.length ?? null,
    longest_loop: outcomes?.loops.reduce((most, steps) => Math.max(most, steps), 0) ?? null,
    longest_idle: rules === "tutorial" ? null : longestRun(widths, 0),
    ...errorColumns(outcomes),
  };
}

type ReactionColumns =
  & { [R in Reaction]: number | null }
  & { [R in Exclude<Reaction, "gave_up"> as `recovered_${R}`]: number | null };

function reactionColumns(outcomes: ObservedOutcomes | null): ReactionColumns {
  const count = (wanted: Reaction, recovered?: true) =>
    outcomes && outcomes.reactions.reduce(
      (sum, each) =>
        sum + Number(each.reaction === wanted && each.recovered === (recovered ?? each.recovered)),
      0,
    );
  return {
    retried: count("retried"),
    changed_arguments: count("changed_arguments"),
    changed_tool: count("changed_tool"),
    asked: count("asked"),
    gave_up: count("gave_up"),
    recovered_retried: count("retried", true),
    recovered_changed_arguments: count("changed_arguments", true),
    recovered_changed_tool: count("changed_tool", true),
    recovered_asked: count("asked", true),
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
