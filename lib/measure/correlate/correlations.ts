import type { CorrelationEstimate } from "../statistics/correlation.ts";
import type { MetricName } from "../compare/metrics.ts";

/** A correlation with two 95 % intervals. Those without `cluster` are the textbook's, for independent traces. */
export interface ClusteredEstimate extends CorrelationEstimate {
  /** Lower end, traces with the same first human turn taken together; null with fewer than four such clusters. */
  clusterLow: number | null;
  /** Upper end of it; null likewise. */
  clusterHigh: number | null;
}

/** How two metrics go together in a group of traces. */
export interface GroupCorrelation {
  /** The group's name; null for all traces, and for those that belong to none. */
  group: string | null;
  /** Traces that have both metrics. */
  n: number;
  /** Their different first human turns. */
  clusters: number;
  /** Pearson's correlation: how near to a line. */
  pearson: ClusteredEstimate;
  /** Spearman's correlation: how near to one order. */
  spearman: ClusteredEstimate;
}

/** What traces are grouped by. */
export type CorrelationGroups = "category" | "subcategory" | "source";

/**
 * What groups make of a correlation over all traces: it `holds` within them, is `reversed` (Simpson's paradox),
 * `vanishes` or `appears`, or there is `none` either way: none that the data can tell.
 */
export type CorrelationReading = "holds" | "reversed" | "vanishes" | "appears" | "none";

/** How two metrics go together. */
export interface Correlations {
  /** The one metric. */
  x: { name: MetricName; label: string };
  /** The other. */
  y: { name: MetricName; label: string };
  /** What traces are grouped by. */
  by: CorrelationGroups;
  /** Over all traces. */
  overall: GroupCorrelation;
  /** Within groups, taken together: of what traces are off their group's mean, or of their ranks within it. */
  pooled: GroupCorrelation;
  /** Within each group, the largest first. */
  within: GroupCorrelation[];
  /** What the groups make of the correlation over all. */
  reading: CorrelationReading;
  /** The same as a sentence. */
  sentence: string;
}
