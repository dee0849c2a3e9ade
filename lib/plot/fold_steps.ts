import type { Transition } from "../measure/transitions.ts";

/** The most frequent steps, and everything else as one. */
export interface FoldedSteps {
  /** The steps kept, most frequent first. */
  steps: string[];
  /** How many others there are. */
  others: number;
  /** The flows between steps kept, {@link OTHERS}, start and end; each pair once. */
  flows: Transition[];
}

/** Stands for all steps that are not kept; no tool's name, as it holds a control character. */
export const OTHERS = "\u0000";

/**
 * Keeps the steps that occur most and joins the others, so that every flow is still counted.
 *
 * @param flows How often one step follows another.
 * @param most How many steps are kept.
 * @returns Steps and flows.
 */
export function foldSteps(flows: readonly Transition[], most: number): FoldedSteps {
  // Every step is entered exactly once each time it occurs.
  const entered = new Map<string, number>();
  for (const { from, to, count } of flows) {
    if (to !== null) entered.set(to, (entered.get(to) ?? 0) + count);
    if (from !== null) entered.set(from, entered.get(from) ?? 0);
  }
  const ranked = [...entered].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([step]) => step);
  const steps = ranked.slice(0, ranked.length === most + 1 ? most + 1 : most);
  const kept = new Set(steps);
  const fold = (step: string | null) => step === null || kept.has(step) ? step : OTHERS;
  const folded = new Map<string, Transition>();
  for (const flow of flows) {
    const [from, to] = [fold(flow.from), fold(flow.to)];
    const key = JSON.stringify([from, to]);
    folded.set(key, { from, to, count: (folded.get(key)?.count ?? 0) + flow.count });
  }
  return {
    steps,
    others: ranked.length - steps.length,
    flows: [...folded.values()].filter(({ count }) => count > 0),
  };
}
