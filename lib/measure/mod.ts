/** From traces to numbers: mergeable counts, per-trace facts, the printed summary. */
export * from "./summary.ts";
export * from "./facts.ts";
export * from "./histogram.ts";
export * from "./measure_traces.ts";
export * from "./present.ts";
export * from "./python_fixed.ts";
export * from "./rules.ts";
export * from "./state.ts";
export * from "./summary_text.ts";
export * from "./tally.ts";
export type { Observation, ObservedCall, ObservedStep } from "./observation.ts";
