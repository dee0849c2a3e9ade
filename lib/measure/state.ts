import type { Trace } from "../trace/mod.ts";
import {
  countFailure,
  countReaction,
  type FailureCounts,
  mergeFailures,
  mergeReactions,
  type ReactionCounts,
} from "./failures.ts";
import { countValue, mergeValues, type ValueCounts } from "./statistics/histogram.ts";
import type { ToolName, TraceMeasures } from "./trace_measures.ts";
import { type WorkflowCounts, workflowKey } from "./workflow.ts";

/** How many traces the length distributions look at, as the tutorial has it. */
export const LENGTH_ROWS = 500;

/** What a pass over traces has counted so far: integers alone, so that any split merges to the same state. */
export interface MeasureState {
  /** Traces. */
  rows: number;
  /** Tool calls. */
  calls: number;
  /** What was judged: tool turns or responses. */
  judged: number;
  /** Errors among them. */
  errors: number;
  /** Responses of which neither success nor failure can be told. */
  unknown: number;
  /** Traces with at least one error. */
  tracesWithErrors: number;
  /** Turns a trace. */
  turns: ValueCounts;
  /** Calls of a gpt turn that has any. */
  widths: ValueCounts;
  /** Thoughts of a gpt turn. */
  thoughts: ValueCounts;
  /** Failed calls by tool and class. */
  failures: FailureCounts;
  /** What came after failed calls. */
  reactions: ReactionCounts;
  /** Traces by the sequence of their acting steps. */
  workflows: WorkflowCounts;
  /** Calls by tool. */
  tools: NameCounts<ToolName>;
  /** Traces by category. */
  categories: NameCounts<string | null>;
  /** Characters of each thought of the first 500 traces. */
  thinkLengths: ValueCounts;
  /** Characters of each call of the first 500 traces. */
  callLengths: ValueCounts;
  /** Characters of each answer of the first 500 traces. */
  answerLengths: ValueCounts;
}

/**
 * The state before any trace; the neutral element of `mergeStates`.
 *
 * @returns A new state.
 */
export function emptyState(): MeasureState {
  return {
    rows: 0,
    calls: 0,
    judged: 0,
    errors: 0,
    unknown: 0,
    tracesWithErrors: 0,
    turns: new Map(),
    widths: new Map(),
    thoughts: new Map(),
    failures: new Map(),
    reactions: new Map(),
    workflows: new Map(),
    tools: new Map(),
    categories: new Map(),
    thinkLengths: new Map(),
    callLengths: new Map(),
    answerLengths: new Map(),
  };
}

/**
 * Counts one trace.
 *
 * @param state The state, changed in place.
 * @param trace The trace, for its category.
 * @param observed What was observed of it.
 * @param row Its place in the whole pass, 0-based: decides ties, and whether its lengths count.
 */
export function addTrace(state: MeasureState, trace: Trace, observed: TraceMeasures, row: number): void {
  state.rows++;
  state.judged += observed.judged;
  state.errors += observed.errors;
  if (observed.errors > 0) state.tracesWithErrors++;
  addOutcomes(state, trace, observed, row);
  countValue(state.turns, observed.turns);
  const category = trace.category ?? null;
  if (observed.workflow) countValue(state.workflows, workflowKey(category, observed.workflow));
  count(state.categories, category === null ? "None" : `"${category}`, { name: category, row, at: 0 });
  let at = 0;
  for (const step of observed.steps) {
    countValue(state.thoughts, step.thoughts.length);
    if (step.calls.length > 0) countValue(state.widths, step.calls.length);
    state.calls += step.calls.length;
    for (const { key, name } of step.calls) count(state.tools, key, { name, row, at: at++ });
    if (row >= LENGTH_ROWS) continue;
    for (const chars of step.thoughts) countValue(state.thinkLengths, chars);
    for (const { chars } of step.calls) if (chars !== null) countValue(state.callLengths, chars);
    if (step.answer > 0) countValue(state.answerLengths, step.answer);
  }
}

function addOutcomes(state: MeasureState, trace: Trace, { outcomes }: TraceMeasures, row: number): void {
  if (!outcomes) return;
  state.unknown += outcomes.unknown;
  for (const failure of outcomes.failures) countFailure(state.failures, failure, trace.id, row);
  for (const { reaction, recovered } of outcomes.reactions) {
    countReaction(state.reactions, reaction, recovered);
  }
}

/**
 * Two states together; commutative and associative, so any split of the traces gives the same state.
 *
 * @param a One state.
 * @param b Another, over other rows.
 * @returns A new state.
 */
export function mergeStates(a: MeasureState, b: MeasureState): MeasureState {
  return {
    rows: a.rows + b.rows,
    calls: a.calls + b.calls,
    judged: a.judged + b.judged,
    errors: a.errors + b.errors,
    unknown: a.unknown + b.unknown,
    failures: mergeFailures(a.failures, b.failures),
    reactions: mergeReactions(a.reactions, b.reactions),
    workflows: mergeValues(a.workflows, b.workflows),
    tracesWithErrors: a.tracesWithErrors + b.tracesWithErrors,
    turns: mergeValues(a.turns, b.turns),
    widths: mergeValues(a.widths, b.widths),
    thoughts: mergeValues(a.thoughts, b.thoughts),
    tools: mergeTallies(a.tools, b.tools),
    categories: mergeTallies(a.categories, b.categories),
    thinkLengths: mergeValues(a.thinkLengths, b.thinkLengths),
    callLengths: mergeValues(a.callLengths, b.callLengths),
    answerLengths: mergeValues(a.answerLengths, b.answerLengths),
  };
}

/** One counted name: how often, and where it was first seen. */
export interface NameCount<N> {
  /** The name as first seen. */
  name: N;
  /** How often. */
  count: number;
  /** The row of its first appearance, 0-based over the whole pass. */
  row: number;
  /** Position of the name among those of its first row. */
  at: number;
}

/**
 * Counts by name that remember the order of first appearance, as Python's `Counter` does, whatever the order
 * in which parts are merged: integers only, so any split of the work gives the same tally.
 */
export type NameCounts<N> = Map<string, NameCount<N>>;

/**
 * Counts one appearance.
 *
 * @param tally The tally, changed in place.
 */
function count<N>(tally: NameCounts<N>, key: string, entry: { name: N; row: number; at: number }): void {
  const known = tally.get(key);
  if (known) known.count++;
  else tally.set(key, { ...entry, count: 1 });
}

/** The two tallies together; commutative and associative. */
function mergeTallies<N>(a: NameCounts<N>, b: NameCounts<N>): NameCounts<N> {
  const merged: NameCounts<N> = new Map(a);
  for (const [key, entry] of b) {
    const known = merged.get(key) ?? { ...entry, count: 0 };
    const first = firstSeen(known, entry) <= 0 ? known : entry;
    merged.set(key, { ...first, count: known.count + entry.count });
  }
  return merged;
}

/**
 * The names by count, most first; ties in the order of first appearance, as `Counter.most_common` has them.
 */
export function mostCommon<N>(tally: NameCounts<N>, limit = Infinity): [name: N, count: number][] {
  const entries = [...tally.values()].sort((a, b) => b.count - a.count || firstSeen(a, b));
  return entries.slice(0, limit).map(({ name, count }) => [name, count]);
}

function firstSeen(a: NameCount<unknown>, b: NameCount<unknown>): number {
  return a.row - b.row || a.at - b.at;
}
