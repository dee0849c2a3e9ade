/**
 * From traces to numbers: one pass of mergeable counts, per-trace facts, numpy's bins, the printed summary.
 */
export { correlate } from "./correlate.ts";
export type {
  ClusteredEstimate,
  CorrelationReading,
  Correlations,
  GroupCorrelation,
} from "./correlations.ts";
export { MeasureError } from "./count_traces.ts";
export { type Distribution, distributions, type Spacing } from "./distributions.ts";
export { type ErrorGap, errorGap, type ErrorGapRow } from "./error_gap.ts";
export { type ErrorRate, errorRates, type GroupErrorRate } from "./error_rates.ts";
export {
  FACT_COLUMNS,
  type FactColumn,
  type Facts,
  type NumericFact,
  type StructuredFacts,
} from "./facts.ts";
export type { FailureMode, ReactionRate } from "./failures.ts";
export { type FactsOptions, gatherFacts } from "./gather_facts.ts";
export { binEdges, edgesFor, type Histogram, histogram, type ValueCounts } from "./statistics/histogram.ts";
export { type GroupBy, Groups } from "./groups.ts";
export { type MeasureGroupsOptions, type MeasureOptions, measureTraces } from "./measure_traces.ts";
export { RULES, type Rules, type ToolName } from "./trace_measures.ts";
export { measureTrace } from "./measure_trace.ts";
export { type PackedState, packState, unpackState } from "./pack_state.ts";
export { summariseState } from "./summarise.ts";
export { type Reaction, REACTIONS, type RecoveryRate, recoveryRates } from "./recovery.ts";
export { addTrace, emptyState, LENGTH_ROWS, type MeasureState, mergeStates } from "./state.ts";
export type { Lengths, StructuredSummary, Summary } from "./summary.ts";
export { summaryText } from "./summary_text.ts";
export { factsOf, traceFacts } from "./trace_facts.ts";
export type { StepSequence, Transition } from "./workflow.ts";
export { clusterSides, type Sides } from "./compare/clusters.ts";
export { compareClusters } from "./compare/compare_clusters.ts";
export { compareFacts, type CompareGroupsOptions, type CompareOptions } from "./compare/compare_facts.ts";
export type { Comparison, MetricComparison } from "./compare/comparison.ts";
export { type Metric, type MetricName, METRICS } from "./compare/metrics.ts";
export type { CorrelationEstimate } from "./statistics/correlation.ts";
export { benjaminiHochberg, cliffsDelta } from "./statistics/effects.ts";
export { clusterMean, type Estimate, type Interval, type Share, wilsonShare } from "./statistics/shares.ts";
export type {
  MeasuredCall,
  MeasuredFailure,
  MeasuredOutcomes,
  MeasuredStep,
  TraceMeasures,
} from "./trace_measures.ts";
export type { Packed } from "./pack_state.ts";
export type { FailureCounts, ReactionCounts } from "./failures.ts";
export type { WorkflowCounts } from "./workflow.ts";
export type { NameCount, NameCounts } from "./state.ts";
export type { ClusteredSides } from "./compare/clusters.ts";
export type { ClusteredMetrics, ResamplingOptions } from "./compare/compare_clusters.ts";
export type { Layout } from "./compare/clusters.ts";
export { type RandomBelow, seededRandom } from "./statistics/seeded.ts";
