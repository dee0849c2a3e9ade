import { type ArgumentCheck, argumentCheck } from "./check_arguments.ts";
import { type CallPair, matchCalls } from "./match_calls.ts";
import type { Prediction } from "./prediction.ts";
import { readTurn, type SeenCall } from "./read_turn.ts";

/** What a model did in one step, beside what the trace did: counts, from which every share is taken. */
export interface StepScore {
  /** The trace's id: steps of one trace are not independent. */
  id: string;
  /** Which of the trace's gpt turns it is, from 0. */
  step: number;
  /** The trace's category. */
  category: string | null;
  /** Whether the form is right. */
  isWellFormed: boolean;
  /** Whether the model ended the turn by itself. */
  stopped: boolean;
  /** Tools that the trace calls. */
  wanted: string[];
  /** Tools that the model calls. */
  made: string[];
  /** Tools that both call, as often as both do. */
  shared: string[];
  /** Tools that only the trace calls. */
  missing: string[];
  /** Tools that only the model calls. */
  extra: string[];
  /** The model's calls of which it is known whether the trace lists their tool, and those that it lists. */
  listed: { of: number; count: number };
  /** The model's calls with a schema to hold them to, and those that fit. */
  fitting: { of: number; count: number };
  /** Pairs of calls of the same tool, and those with equal arguments. */
  equal: { of: number; count: number };
  /** How alike the arguments of each pair are, 0–1: twice the shared ones over those of both calls. */
  alike: number[];
}

/** Scores one prediction after the other. */
export type StepScorer = (prediction: Prediction) => StepScore;

/**
 * Makes what scores predictions. Tools are read once for all steps that have the same.
 *
 * @returns The scorer.
 */
export function stepScorer(): StepScorer {
  const checks = new Map<string, ArgumentCheck>();
  const checkOf = (tools: string) => {
    const known = checks.get(tools);
    if (known) return known;
    const check = argumentCheck(tools);
    if (checks.size >= MOST_CHECKS) checks.clear();
    checks.set(tools, check);
    return check;
  };
  return ({ id, step, category, target, prediction, stopped, tools }) => {
    const trace = readTurn(target);
    const model = readTurn(prediction);
    const { pairs, missing, extra } = matchCalls(trace.calls, model.calls);
    const check = checkOf(tools ?? "");
    return {
      id,
      step,
      category: category ?? null,
      isWellFormed: model.isWellFormed,
      stopped,
      wanted: trace.calls.map(({ name }) => name).sort(),
      made: model.calls.map(({ name }) => name).sort(),
      shared: pairs.map(({ wanted }) => wanted.name).sort(),
      missing,
      extra,
      listed: tally(model.calls, check.isListed),
      fitting: tally(model.calls, check.fits),
      equal: { of: pairs.length, count: pairs.filter(({ isEqual }) => isEqual).length },
      alike: pairs.map(likeness),
    };
  };
}

const MOST_CHECKS = 100;

function tally(calls: readonly SeenCall[], test: (call: SeenCall) => boolean | undefined) {
  const answers = calls.map(test).filter((answer) => answer !== undefined);
  return { of: answers.length, count: answers.filter((answer) => answer).length };
}

function likeness({ wanted, made }: CallPair): number {
  if (!wanted.arguments || !made.arguments) return 0;
  const [a, b] = [wanted.arguments, made.arguments];
  const all = Object.keys(a).length + Object.keys(b).length;
  if (all === 0) return 1;
  const shared = Object.keys(a).filter((key) =>
    Object.hasOwn(b, key) && canonical(a[key]) === canonical(b[key])
  );
  return 2 * shared.length / all;
}

/** A value as a text that is equal for equal values, whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1);
  }) ?? "null";
}
