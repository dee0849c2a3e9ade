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
  needs?: readonly string[];
  /** Acting steps it cannot usefully exceed; without it the story grows with the time it is given. */
  most?: number;
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
  open(rng: Rng): Plan;
}

/** The first letter as a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
