import { countValue } from "./histogram.ts";
import { type WorkflowCounts, workflowsOf } from "./workflow.ts";

/** How often one acting step follows another. */
export interface Transition {
  /** The step before, as its tools (`read_file + terminal` for a parallel batch); null for the trace's start. */
  from: string | null;
  /** The step after; null for the trace's end. */
  to: string | null;
  /** How often. */
  count: number;
}

/**
 * Which acting step follows which, the start and the end of each trace included; a trace that never acts goes from start
 * to end.
 *
 * @param workflows The traces' workflows.
 * @returns All transitions, most frequent first; ties by their labels, so that no order of work shows.
 */
export function transitionsOf(workflows: WorkflowCounts): Transition[] {
  const counts = new Map<string, number>(); // labels hold no line end; start and end are empty
  for (const { steps, traces } of workflowsOf(workflows)) {
    let from = "";
    for (const to of [...steps, ""]) {
      countValue(counts, `${from}\n${to}`, traces);
      from = to;
    }
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([key, count]) => {
      const [from, to] = key.split("\n");
      return { from: from || null, to: to || null, count };
    });
}
