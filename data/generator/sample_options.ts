/** The two subsets of the data set that the synthetic traces imitate. */
export const SAMPLE_CONFIGS = ["kimi", "glm-5.1"] as const;

/** A subset to imitate: `kimi` (longer, more parallel calls) or `glm-5.1`. */
export type SampleConfig = (typeof SAMPLE_CONFIGS)[number];

/** Options for {@linkcode sampleTraces}. */
export interface SampleOptions {
  /** Number of traces, from 0. */
  rows: number;
  /** Seed of all random choices: a whole number. */
  seed: number;
  /** Subset of the data set to imitate. */
  config: SampleConfig;
}
