/**
 * From traces to numbers: one pass of mergeable counts, per-trace facts, numpy's bins, the printed summary.
 */
export * from "./summary.ts";
export { FACT_COLUMNS, type Facts, traceFacts } from "./facts.ts";
export { type ErrorRate, errorRates } from "./error_rates.ts";
export { type Share, wilsonShare } from "./wilson.ts";
export type { FailureMode, ReactionRate } from "./failures.ts";
export { type Reaction, REACTIONS } from "./recovery.ts";
export { binEdges, edgesFor, histogram, type ValueCounts } from "./histogram.ts";
export { type MeasureOptions, measureTraces } from "./measure_traces.ts";
export { MeasureError } from "./measure_error.ts";
export { pythonFixed } from "./python_fixed.ts";
export { RULES, type Rules } from "./rules.ts";
export { summaryText } from "./summary_text.ts";
