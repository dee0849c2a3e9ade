/** Seeded, coherent synthetic traces in the real schema. */
export { SAMPLE_CONFIGS, type SampleConfig, type SampleOptions } from "./sample_options.ts";
export { sampleTraces } from "./sample_traces.ts";
