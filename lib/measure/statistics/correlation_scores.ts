import type { CorrelationName } from "./correlation.ts";
import { isConstant } from "./correlation.ts";

/** What a correlation sees of one variable within one group. */
export interface Scores {
  /** The values, or their ranks from 0 to 1, less their mean. */
  scores: Float64Array;
  /**
   * What each observation adds to a sum of `scores × weights` by moving the others' scores, less its mean: nothing for
   * values; for ranks, all above it rise.
   */
  carried(weights: Float64Array): Float64Array;
}

/** How the scores of each kind of correlation are made. */
export const SCORES: Record<CorrelationName, (values: readonly number[]) => Scores> = {
  pearson: valueScores,
  spearman: rankScores,
};

function valueScores(values: readonly number[]): Scores {
  const n = values.length;
  const mean = isConstant(values) ? values[0] ?? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  return { scores: Float64Array.from(values, (value) => value - mean), carried: () => new Float64Array(n) };
}

function rankScores(values: readonly number[]): Scores {
  const n = values.length;
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const below = new Uint32Array(n); // how many are less
  const upTo = new Uint32Array(n); // and at most as large
  for (let start = 0, end = 0; start < n; start = end) {
    while (end < n && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) [below[order[k]!], upTo[order[k]!]] = [start, end];
  }
  return {
    scores: Float64Array.from(values, (_, i) => (below[i]! + upTo[i]!) / 2 / n - 0.5),
    carried(weights) {
      const sums = new Float64Array(n + 1);
      for (let k = 0; k < n; k++) sums[k + 1] = sums[k]! + weights[order[k]!]!;
      // an equal one rises by half, as its average rank does
      const raised = Float64Array.from(
        values,
        (_, i) => (sums[n]! - (sums[upTo[i]!]! + sums[below[i]!]!) / 2) / n,
      );
      const mean = raised.reduce((sum, value) => sum + value, 0) / n;
      return raised.map((value) => value - mean);
    },
  };
}
