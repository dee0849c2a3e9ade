import type { ErrorClass } from "../trace/mod.ts";
import type { MeasuredFailure } from "./trace_measures.ts";
import { type Reaction, REACTIONS } from "./recovery.ts";

/** How many traces are named as examples of a failure mode. */
const EXAMPLES = 3;

/** A failure mode: which tool fails how, how often, and where to look. */
export interface FailureMode {
  /** The tool. */
  tool: string;
  /** How it fails. */
  class: ErrorClass;
  /** How many responses. */
  count: number;
  /** The first traces in which it does, at most three. */
  examples: { id: string; row: number }[];
}

/** What traces do after a failed call. */
export interface ReactionRate {
  /** What was done. */
  reaction: Reaction;
  /** How often. */
  count: number;
  /** How often what had failed was done after all, within five acting steps. */
  recovered: number;
}

/** Failures by tool and class; mergeable. */
export type FailureCounts = Map<string, FailureMode>;

/** Reactions with their counts; mergeable. */
export type ReactionCounts = Map<Reaction, ReactionRate>;

/** Counts one failure. */
export function countFailure(counts: FailureCounts, failure: MeasuredFailure, id: string, row: number): void {
  const mode = { ...failure, count: 1, examples: [{ id, row }] };
  const key = `${failure.class} ${failure.tool}`;
  const known = counts.get(key);
  counts.set(key, known ? together(known, mode) : mode);
}

/** Counts one reaction. */
export function countReaction(counts: ReactionCounts, reaction: Reaction, recovered: boolean): void {
  const known = counts.get(reaction) ?? { reaction, count: 0, recovered: 0 };
  counts.set(reaction, { reaction, count: known.count + 1, recovered: known.recovered + Number(recovered) });
}

/** Two counts of failures together; commutative and associative. */
export function mergeFailures(a: FailureCounts, b: FailureCounts): FailureCounts {
  const merged = new Map(a);
  for (const [key, mode] of b) merged.set(key, merged.has(key) ? together(merged.get(key)!, mode) : mode);
  return merged;
}

/** Two counts of reactions together; commutative and associative. */
export function mergeReactions(a: ReactionCounts, b: ReactionCounts): ReactionCounts {
  const merged = new Map(a);
  for (const [reaction, { count, recovered }] of b) {
    const known = merged.get(reaction) ?? { count: 0, recovered: 0 };
    merged.set(reaction, { reaction, count: known.count + count, recovered: known.recovered + recovered });
  }
  return merged;
}

/** The failure modes, most frequent first; ties by tool and class, so that no order of work shows. */
export function failureModes(counts: FailureCounts): FailureMode[] {
  const key = (mode: FailureMode) => `${mode.tool} ${mode.class}`;
  return [...counts.values()].sort((a, b) => b.count - a.count || (key(a) < key(b) ? -1 : 1));
}

/** The reactions in their own order, those that never happened too. */
export function reactionRates(counts: ReactionCounts): ReactionRate[] {
  return REACTIONS.map((reaction) => counts.get(reaction) ?? { reaction, count: 0, recovered: 0 });
}

function together(a: FailureMode, b: FailureMode): FailureMode {
  const rows = new Map([...a.examples, ...b.examples].map((example) => [example.row, example]));
  const examples = [...rows.values()].sort((x, y) => x.row - y.row).slice(0, EXAMPLES);
  return { ...a, count: a.count + b.count, examples };
}
