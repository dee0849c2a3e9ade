import type { Transition } from "../measure/transitions.ts";

/** A step from one step to another, and how often of all that leaves the first. */
export interface WorkflowEdge extends Transition {
  /** The part of what follows the step, 0–1. */
  share: number;
}

/**
 * The flows that a graph of the workflow shows: the strongest, and for each step the strongest way to it from the start
 * and the strongest way on. Steps that follow themselves have no arrow; a way from the start straight
 * to the end has one.
 *
 * @param flows The flows between the steps that may be shown; each pair once.
 * @param most About how many there are at most; the ways to each step come first.
 * @returns The flows, strongest first.
 */
export function workflowEdges(flows: readonly WorkflowEdge[], most: number): WorkflowEdge[] {
  const edges = flows.filter(({ from, to }) => from === null || from !== to).sort(strongestFirst);
  const chosen = new Set<WorkflowEdge>();
  const reached = new Set<string | null>([START]);
  for (;;) {
    const next = edges.find(({ from, to }) => reached.has(from ?? START) && to !== null && !reached.has(to));
    if (!next) break;
    chosen.add(next);
    reached.add(next.to);
  }
  const shown = edges.filter(({ from, to }) =>
    reached.has(from ?? START) && (to === null || reached.has(to))
  );
  for (const step of reached) {
    const on = shown.find(({ from }) => (from ?? START) === step);
    if (on) chosen.add(on);
  }
  const end = shown.find(({ to }) => to === null);
  if (end) chosen.add(end);
  for (const edge of shown) if (chosen.size < most) chosen.add(edge);
  return [...chosen].sort(strongestFirst);
}

/** The start as a node of its own: in flows both it and the end are null. */
const START = Symbol("start") as unknown as string;

function strongestFirst(a: Transition, b: Transition): number {
  return b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to);
}

function compare(a: string | null, b: string | null): number {
  return a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1;
}
