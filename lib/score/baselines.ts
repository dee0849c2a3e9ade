import { readTrace, type Trace } from "../trace/mod.ts";
import type { Prediction } from "./prediction.ts";
import type { StepScore } from "./score_step.ts";

/** A way to guess the tools of a step without reading what was asked. */
export type BaselineName = "mostFrequent" | "previousTools" | "transitions";

/** The baselines with what they do. */
export const BASELINES: Readonly<Record<BaselineName, string>> = {
  mostFrequent: "the tool that is called most often",
  previousTools: "the tools of the step before again",
  transitions: "what most often follows on the tools of the step before",
};

/** What guessing learns from: how often which tools are called, behind which. */
interface TransitionCounts {
  /** Steps by the tools that they call, as a key; "" for an answer. */
  calls: Map<string, number>;
  /** Counts of tools by the tools of the step before. */
  behind: Map<string, Map<string, number>>;
}

/** One step to learn from. */
interface StepExample {
  previous: readonly string[];
  tools: readonly string[];
}

/**
 * The guesses for every step. They learn from traces to train on where there are some; otherwise, for each step, from
 * the other traces among the predictions.
 *
 * @returns For each baseline the steps as if it had been the model.
 */
export function guessedSteps(
  steps: readonly StepScore[],
  predictions: readonly Prediction[],
  train?: readonly Trace[],
): Record<BaselineName, StepScore[]> {
  const lessons = steps.map(({ wanted }, i): StepExample => ({
    previous: predictions[i]!.previous,
    tools: wanted,
  }));
  const known = experienceOf(train ? train.flatMap(lessonsOf) : lessons);
  const own = train ? undefined : Map.groupBy(lessons, (_, i) => steps[i]!.id);
  const guess = (name: BaselineName) => {
    const ofTrace = new Map<string, TransitionCounts>();
    return steps.map((step, i) => {
      const without = ofTrace.get(step.id) ?? (own ? less(known, experienceOf(own.get(step.id)!)) : known);
      ofTrace.set(step.id, without);
      return asIfMade(step, GUESSES[name](without, lessons[i]!.previous));
    });
  };
  return {
    mostFrequent: guess("mostFrequent"),
    previousTools: guess("previousTools"),
    transitions: guess("transitions"),
  };
}

const keyOf = (tools: readonly string[]) => JSON.stringify(tools.toSorted());
const toolsOf = (key: string): string[] => JSON.parse(key);
const ANSWER = keyOf([]);

const GUESSES: Record<
  BaselineName,
  (known: TransitionCounts, previous: readonly string[]) => readonly string[]
> = {
  mostFrequent: ({ calls }) => mostFrequentCall(calls),
  previousTools: ({ calls }, previous) => previous.length > 0 ? previous : mostFrequentCall(calls),
  transitions: ({ calls, behind }, previous) => {
    const next = mostFrequent(behind.get(keyOf(previous)) ?? new Map());
    return next === undefined ? mostFrequentCall(calls) : toolsOf(next);
  },
};

function mostFrequentCall(calls: ReadonlyMap<string, number>): string[] {
  return toolsOf(mostFrequent(new Map([...calls].filter(([key]) => key !== ANSWER))) ?? ANSWER);
}

/** The most frequent key; of several the first by name. */
function mostFrequent(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}

function lessonsOf(trace: Trace): StepExample[] {
  let previous: string[] = [];
  return readTrace(trace).steps.map(({ calls }) => {
    const tools = calls.map(({ name }) => name);
    const lesson = { previous, tools };
    if (tools.length > 0) previous = tools;
    return lesson;
  });
}

function experienceOf(lessons: readonly StepExample[]): TransitionCounts {
  const known: TransitionCounts = { calls: new Map(), behind: new Map() };
  for (const { previous, tools } of lessons) add(known, keyOf(previous), keyOf(tools), 1);
  return known;
}

function add({ calls, behind }: TransitionCounts, previous: string, tools: string, count: number): void {
  calls.set(tools, (calls.get(tools) ?? 0) + count);
  const next = behind.get(previous) ?? new Map<string, number>();
  next.set(tools, (next.get(tools) ?? 0) + count);
  behind.set(previous, next);
}

/** What was learned, but for a part of it. */
function less(all: TransitionCounts, part: TransitionCounts): TransitionCounts {
  const left: TransitionCounts = {
    calls: new Map(),
    behind: new Map([...all.behind].map(([key, next]) => [key, new Map(next)])),
  };
  left.calls = new Map(all.calls);
  for (const [previous, next] of part.behind) {
    for (const [tools, count] of next) add(left, previous, tools, -count);
  }
  return left;
}

/** A step as if these tools had been called, in a form that is right. */
function asIfMade(step: StepScore, tools: readonly string[]): StepScore {
  const open = [...tools];
  const shared = step.wanted.filter((name) => {
    const at = open.indexOf(name);
    if (at >= 0) open.splice(at, 1);
    return at >= 0;
  });
  const missing = [...step.wanted];
  for (const name of shared) missing.splice(missing.indexOf(name), 1);
  return { ...step, made: tools.toSorted(), shared, missing, extra: open.sort() };
}
