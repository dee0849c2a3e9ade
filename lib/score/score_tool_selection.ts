import { type Displayable, displayable } from "../display/mod.ts";
import { clusterMean } from "../measure/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { type BaselineName, guessedSteps } from "./baselines.ts";
import type { Prediction } from "./prediction.ts";
import { SCORE_METRICS, type ScoreName } from "./score_metrics.ts";
import { type StepScore, stepScorer } from "./score_step.ts";
import { scoreBundle } from "./score_table.ts";
import type { ChoiceScores, Score, Scores, ToolSelection } from "./scores.ts";
import { confusion, toolScores } from "./tool_scores.ts";

/** Options for {@linkcode scoreToolSelection}. */
export interface ScoreOptions {
  /** Traces to train on, from which baselines learn. @default {the other traces among the predictions} */
  train?: readonly Trace[];
}

/**
 * Scores predicted turns of held-out steps: the form apart from the choice of tools, the choice apart from the
 * arguments, whether to call at all, and whether the turn ends. Beside them stands what guessing reaches.
 *
 * @param predictions The predictions, in any order.
 * @param options Traces from which baselines learn.
 * @returns The scores. In a notebook they show as tables.
 * @throws {RangeError} If there are no predictions.
 * @see https://gorilla.cs.berkeley.edu/leaderboard.html on comparing calls by name, arguments and number
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { scoreToolSelection } from "tracebook";
 *
 * const call = (name: string) => `<tool_call>{"name": "${name}", "arguments": {}}</tool_call>`;
 * const step = { id: "a", stopped: true, previous: [] };
 * const { format, tools } = scoreToolSelection([
 *   { ...step, step: 0, target: call("ls"), prediction: call("ls") },
 *   { ...step, step: 1, target: call("ls"), prediction: call("cat") + call("ls") },
 * ]);
 * assertEquals([format.valid.value, tools.exact.value, tools.precision.value, tools.recall.value], [1, 0.5, 0.75, 1]);
 * ```
 */
export function scoreToolSelection(
  predictions: readonly Prediction[],
  { train }: ScoreOptions = {},
): ToolSelection & Displayable {
  if (predictions.length === 0) throw new RangeError("Cannot score: there are no predictions");
  const sorted = predictions.toSorted((a, b) => a.id === b.id ? a.step - b.step : a.id < b.id ? -1 : 1);
  const steps = sorted.map(stepScorer());
  const guessed = guessedSteps(steps, sorted, train);
  const baseline = (name: BaselineName): ChoiceScores => {
    const { tools: { listed: _, ...tools }, decision } = scoresOf(guessed[name]);
    return { tools, decision };
  };
  const groups = [...Map.groupBy(steps, ({ category }) => category)];
  const selection: ToolSelection = {
    models: [...new Set(sorted.flatMap(({ model }) => model ?? []))].sort(),
    n: sizeOf(steps),
    ...scoresOf(steps),
    baselines: {
      mostFrequent: baseline("mostFrequent"),
      previousTools: baseline("previousTools"),
      transitions: baseline("transitions"),
    },
    learnedFrom: train ? "train" : "others",
    byCategory: groups.sort(([a], [b]) => String(a) < String(b) ? -1 : 1)
      .map(([category, own]) => ({ category, n: sizeOf(own), ...scoresOf(own) })),
    byTool: toolScores(steps),
    confusion: confusion(steps),
  };
  return displayable(selection, () => scoreBundle(selection));
}

function sizeOf(steps: readonly StepScore[]): { steps: number; traces: number } {
  return { steps: steps.length, traces: new Set(steps.map(({ id }) => id)).size };
}

function scoresOf(steps: readonly StepScore[]): Scores {
  const traces = [...Map.groupBy(steps, ({ id }) => id).values()];
  const of = (name: ScoreName): Score => {
    const { value } = SCORE_METRICS.find((metric) => metric.name === name)!;
    return clusterMean(traces.map((own) => own.map(value).filter((share) => share !== null)));
  };
  return {
    format: { valid: of("format") },
    tools: {
      exact: of("exact"),
      precision: of("precision"),
      recall: of("recall"),
      f1: of("f1"),
      listed: of("listed"),
    },
    arguments: { valid: of("valid"), match: of("match"), fields: of("fields") },
    decision: { accuracy: of("decision"), calls: of("calls"), answers: of("answers") },
    stop: { rate: of("stop") },
  };
}
