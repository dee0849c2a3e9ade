/** The two subsets of the data set, whose look the synthetic traces follow. */
export const SAMPLE_CONFIGS = ["kimi", "glm-5.1"] as const;

/** The subset that is imitated: `kimi` (longer, more parallel calls) or `glm-5.1`. */
export type SampleConfig = (typeof SAMPLE_CONFIGS)[number];

/** What {@linkcode sampleTraces} is asked for. */
export interface SampleOptions {
  /** How many traces, from 0. */
  rows: number;
  /** A whole number; another seed gives other traces. */
  seed: number;
  /** The subset that is imitated. */
  config: SampleConfig;
}
