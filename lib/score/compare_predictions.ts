import { type Displayable, displayable } from "../display/mod.ts";
import { cliffsDelta, clusterSides, compareClusters, type Sides } from "../measure/mod.ts";
import type { Prediction } from "./prediction.ts";
import { SCORE_METRICS } from "./score_metrics.ts";
import { type StepScore, stepScorer } from "./score_step.ts";
import { differenceBundle } from "./score_table.ts";
import type { PredictionComparison } from "./scores.ts";

/** Options for {@linkcode comparePredictions}. */
export interface ComparePredictionsOptions {
  /** The seed. @default {0} */
  seed?: number;
  /** How many resamples, for intervals and p-values each. @default {1999} */
  resamples?: number;
}

/**
 * Compares two models on the steps that both predict: each score's difference, with an interval from a bootstrap over
 * traces and a p-value from a permutation test in which whole traces change sides, adjusted for the number of scores.
 *
 * @param before The predictions of the one model.
 * @param after Those of the other.
 * @param options Seed and resamples.
 * @returns The comparison. In a notebook it shows as a table.
 * @throws {RangeError} If there is no step that both predict.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { comparePredictions } from "tracebook";
 *
 * const call = (name: string) => `<tool_call>{"name": "${name}", "arguments": {}}</tool_call>`;
 * const predicted = (name: string) =>
 *   Array.from({ length: 12 }, (_, i) => (
 *     { id: `${i}`, step: 0, target: call("ls"), prediction: call(i > 1 ? name : "ls"), stopped: true, previous: [] }
 *   ));
 * const { metrics } = comparePredictions(predicted("cat"), predicted("ls"));
 * const exact = metrics.find(({ name }) => name === "exact")!;
 * assertEquals([exact.a, exact.b?.toFixed(3), exact.p! < 0.01], [1, "0.167", true]);
 * ```
 */
export function comparePredictions(
  before: readonly Prediction[],
  after: readonly Prediction[],
  { seed = 0, resamples = 1999 }: ComparePredictionsOptions = {},
): PredictionComparison & Displayable {
  const key = ({ id, step }: { id: string; step: number }) => JSON.stringify([id, step]);
  const known = new Set(before.map(key));
  const both = new Set(after.map(key).filter((one) => known.has(one)));
  if (both.size === 0) throw new RangeError("Cannot compare predictions: no step is predicted by both");
  const scored = (predictions: readonly Prediction[]) =>
    predictions.filter((one) => both.has(key(one))).map(stepScorer());
  const [first, second] = [scored(after), scored(before)];
  const { clusters, layout, exchanged } = clusterSides(first, second, ({ id }) => id);
  const values = SCORE_METRICS.map(({ value }) =>
    clusters.map(([a, b]): Sides<number[]> => [valuesOf(a, value), valuesOf(b, value)])
  );
  const metrics = SCORE_METRICS.map(({ name, label }) => ({
    name,
    label,
    unit: "share" as const,
    digits: 1,
  }));
  const count = (a: number[], b: number[]) => Math.max(a.length, b.length);
  const comparison: PredictionComparison = {
    models: { before: modelOf(before), after: modelOf(after) },
    pairs: { steps: both.size, traces: clusters.length },
    alone: { before: before.length - both.size, after: after.length - both.size },
    metrics: compareClusters(
      { metrics, values, layout, exchanged, effect: cliffsDelta, count },
      { seed, resamples },
    ),
  };
  return displayable(comparison, () => differenceBundle(comparison));
}

function valuesOf(steps: readonly StepScore[], value: (step: StepScore) => number | null): number[] {
  return steps.map(value).filter((share) => share !== null);
}

function modelOf(predictions: readonly Prediction[]): string {
  return [...new Set(predictions.flatMap(({ model }) => model ?? []))].sort().join(", ");
}
