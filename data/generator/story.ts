import type { Episode } from "./episode/episode.ts";
import type { Category } from "./profile.ts";
import type { Rng } from "./random.ts";

/** A request and how it is played; traces that repeat a request share its plan. */
export interface Plan {
  /** The task as a verb phrase: "fix the failing tests of ledgerline". */
  task: string;
  /** Text of the first human turn. */
  prompt: string;
  /** Absolute path of the folder in which it plays. */
  root: string;
  /** Remarks on the task that thoughts may use. */
  notes: readonly string[];
  /** Names of tools that it needs beside those of every toolset. */
  requiredTools?: readonly string[];
  /** The most acting steps that make sense. @default {70} */
  maxSteps?: number;
  /** Plays it: adds steps and answers to an episode, more where the episode has steps left. */
  play(e: Episode): void;
}

/** A kind of task, from which plans are drawn. */
export interface Story {
  /** Category of the data set. */
  category: Category;
  /** Subcategory, as the column of that name holds it. */
  subcategory: string;
  /** Weight within the category. */
  weight: number;
  /** Draws a plan. */
  makePlan(rng: Rng): Plan;
}
