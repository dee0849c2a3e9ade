/** Synthetic traces in the schema of the data set, made from a seed. */
export { SAMPLE_CONFIGS, type SampleConfig, type SampleOptions } from "./sample_options.ts";
export { sampleTraces } from "./sample_traces.ts";
