import type { Metric, MetricName } from "./metrics.ts";

/** One metric in two sources. */
export interface MetricComparison<Name extends string = MetricName> {
  /** The metric. */
  name: Name;
  /** Its mean in the first source; null if nothing there has it. */
  a: number | null;
  /** Its mean in the second source; null likewise. */
  b: number | null;
  /** `a` less `b`; null if either is. */
  difference: number | null;
  /** Lower end of the difference's 95 % interval; null where the data cannot give one. */
  low: number | null;
  /** Upper end of it; null likewise. */
  high: number | null;
  /**
   * From -1 to 1: how much more often the first source is above the second than below it. Over all pairs of traces this
   * is Cliff's delta; task by task, over the tasks.
   */
  effect: number | null;
  /** The p-value: how often chance alone gives a difference so clear; null if either mean is. */
  p: number | null;
  /** The same, adjusted for the number of metrics by Benjamini and Hochberg; null likewise. */
  pAdjusted: number | null;
  /** Traces that have the metric, in both sources together; task by task, tasks that have it in both. */
  n: number;
  /** What the metric is, in words. */
  label: string;
  /** A plain number, or a share from 0 to 1. */
  unit: Metric["unit"];
  /** Decimals to show, of the percentage where it is a share. */
  digits: number;
}

/** Two sources compared. */
export interface Comparison {
  /** Their names. */
  sources: [a: string, b: string];
  /** Their numbers of traces. */
  traces: [a: number, b: number];
  /** How many different first human turns they have: those of the first, of the second, and those in both. */
  clusters: { a: number; b: number; both: number };
  /** All traces of the one with all of the other. */
  metrics: MetricComparison[];
  /** How many tasks are in both sources. */
  pairs: number;
  /** The tasks that are in both, each with itself. */
  paired: MetricComparison[];
  /** What the random numbers were drawn by. */
  seed: number;
  /** How many times they were drawn, for intervals and p-values each. */
  resamples: number;
}
