import type { Profile } from "./profile.ts";
import type { Rng } from "./random.ts";

/** What an episode begins with. */
export interface EpisodeStart {
  /** The config's look. */
  profile: Profile;
  /** The choices of this playing. */
  rng: Rng;
  /** The folder in which it plays. */
  root: string;
  /** The task as a verb phrase. */
  task: string;
  /** Remarks on the task that thoughts may use. */
  notes: readonly string[];
  /** Acting steps to aim at. */
  target: number;
  /** The names of the tools that are there. */
  tools: readonly string[];
}
