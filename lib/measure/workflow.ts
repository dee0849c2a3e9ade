/**
 * Workflows and how many traces have each: mergeable by adding, and far smaller than the sequences that are in them, which
 * are counted when they are asked for.
 */
export type WorkflowCounts = Map<string, number>;

/** The workflow of a trace: its acting steps, in order. */
export interface Workflow {
  /** The trace's category; null where it has none. */
  category: string | null;
  /** The labels of its acting steps. */
  steps: string[];
  /** How many traces have it. */
  traces: number;
}

/**
 * What makes two workflows the same.
 *
 * @param category The trace's category.
 * @param steps The labels of its acting steps, which hold no line ends.
 * @returns A text of lines: the category as JSON, then the labels.
 */
export function workflowKey(category: string | null, steps: readonly string[]): string {
  return [JSON.stringify(category), ...steps].join("\n");
}

/**
 * The workflows that were counted.
 *
 * @param counts Counts by key.
 * @returns Them, one at a time.
 */
export function* workflowsOf(counts: WorkflowCounts): Generator<Workflow> {
  for (const [key, traces] of counts) {
    const [category, ...steps] = key.split("\n");
    yield { category: JSON.parse(category!), steps, traces };
  }
}
