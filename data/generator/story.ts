import type { Episode } from "./episode.ts";
import type { Category } from "./profile.ts";
import type { Rng } from "./random.ts";

/** What is fixed about a trace before it is played: repeats share it. */
export interface Plan {
  /** The task as a verb phrase: "fix the failing tests of ledgerline". */
  task: string;
  /** The user's first words. */
  prompt: string;
  /** The folder in which it plays. */
  root: string;
  /** Remarks on the task that thoughts may use. */
  notes: readonly string[];
  /** Tools it cannot do without, beside the usual ones. */
  requiredTools?: readonly string[];
  /** Acting steps it cannot usefully exceed; without it the story grows with the time it is given. */
  maxSteps?: number;
  /** Plays it. */
  play(e: Episode): void;
}

/** A kind of story. */
export interface Story {
  /** Its category. */
  category: Category;
  /** The label below the category. */
  subcategory: string;
  /** How often it comes within its category. */
  weight: number;
  /** Draws one. */
  makePlan(rng: Rng): Plan;
}
