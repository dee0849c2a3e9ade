import type { Summary, Transition } from "../../measure/mod.ts";
import { foldPairs, rankNames } from "./heatmap.ts";

/** Returns a summary's transitions; throws a `RangeError` where tutorial rules left none. */
export function transitionsOf({ transitions }: Pick<Summary, "transitions">): readonly Transition[] {
  if (transitions !== null) return transitions;
  throw new RangeError("Cannot draw transitions: tutorial rules have none, so measure without `rules`");
}

/** Result of {@linkcode foldSteps}. */
interface FoldedSteps {
  /** Steps that are kept, most frequent first. */
  steps: string[];
  /** Number of steps that are not kept. */
  others: number;
  /** Transitions between kept steps, `OTHERS`, start and end (null); each pair once. */
  transitions: Transition[];
}

/** Keeps about `limit` steps that occur most and joins the others, so that every transition is still counted. */
export function foldSteps(transitions: readonly Transition[], limit: number): FoldedSteps {
  // Every step is entered exactly once each time it occurs.
  const entered = new Map<string, number>();
  for (const { from, to, count } of transitions) {
    if (to !== null) entered.set(to, (entered.get(to) ?? 0) + count);
    if (from !== null) entered.set(from, entered.get(from) ?? 0);
  }
  const ranked = rankNames(entered);
  // "1 other step" would take the room of the step's own name
  const steps = ranked.slice(0, ranked.length === limit + 1 ? limit + 1 : limit);
  const pairs = transitions.map(({ from, to, count }) => ({ row: from, column: to, count }));
  return {
    steps,
    others: ranked.length - steps.length,
    transitions: foldPairs(pairs, steps).filter(({ count }) => count > 0)
      .map(({ row, column, count }) => ({ from: row, to: column, count })),
  };
}
