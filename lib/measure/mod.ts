/**
 * From traces to numbers: one pass of mergeable counts, per-trace facts, numpy's bins, the printed summary.
 */
export * from "./summary.ts";
export { type Distribution, distributions, type NumericFact } from "./distributions.ts";
export type { Spacing } from "./count_edges.ts";
export { FACT_COLUMNS, type FactColumn, type Facts } from "./facts.ts";
export { traceFacts } from "./trace_facts.ts";
export { gatherFacts } from "./gather_facts.ts";
export { type ErrorGap, errorGap, type GapRow } from "./error_gap.ts";
export { type RecoveryRate, recoveryRates } from "./recovery_rates.ts";
export { type ErrorRate, errorRates, type GroupErrorRate } from "./error_rates.ts";
export { type Share, wilsonShare } from "./wilson.ts";
export type { FailureMode, ReactionRate } from "./failures.ts";
export type { StepSequence } from "./sequences.ts";
export type { Transition } from "./transitions.ts";
export { type Reaction, REACTIONS } from "./recovery.ts";
export { binEdges, edgesFor, histogram, type ValueCounts } from "./histogram.ts";
export { type MeasureOptions, measureTraces } from "./measure_traces.ts";
export { MeasureError } from "./measure_error.ts";
export { pythonFixed } from "./python_fixed.ts";
export { RULES, type Rules } from "./rules.ts";
export { summaryText } from "./summary_text.ts";
export { benjaminiHochberg } from "./statistics/benjamini_hochberg.ts";
export { cliffsDelta } from "./statistics/cliffs_delta.ts";
export { compareFacts, type CompareOptions } from "./compare/compare_facts.ts";
export type { Comparison, MetricComparison } from "./compare/comparison.ts";
export { type Metric, type MetricName, METRICS } from "./compare/metrics.ts";
export { correlate } from "./correlate/correlate.ts";
export type {
  ClusteredEstimate,
  CorrelationGroups,
  CorrelationReading,
  Correlations,
  GroupCorrelation,
} from "./correlate/correlations.ts";
export type { CorrelationEstimate } from "./statistics/correlation.ts";
