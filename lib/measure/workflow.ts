import { countValue } from "./statistics/histogram.ts";

/**
 * Workflows and how many traces have each: mergeable by adding, and far smaller than the sequences that are in them, which
 * are counted when they are asked for.
 */
export type WorkflowCounts = Map<string, number>;

/** The workflow of a trace: its acting steps, in order. */
interface Workflow {
  /** The trace's category; null where it has none. */
  category: string | null;
  /** The labels of its acting steps. */
  steps: string[];
  /** How many traces have it. */
  traces: number;
}

/** What makes two workflows the same. */
export function workflowKey(category: string | null, steps: readonly string[]): string {
  return [JSON.stringify(category), ...steps].join("\n");
}

/** The workflows that were counted. */
export function* workflowsOf(counts: WorkflowCounts): Generator<Workflow> {
  for (const [key, traces] of counts) {
    const [category, ...steps] = key.split("\n");
    yield { category: JSON.parse(category!), steps, traces };
  }
}

/** Steps of the shortest and the longest sequences that are counted. */
const [SHORTEST, LONGEST] = [3, 5];
/** The most sequences of one category and one length that are told. */
const TOP = 10;

/** Acting steps that follow one another in a category's traces. */
export interface StepSequence {
  /** The traces' category; null where they have none. */
  category: string | null;
  /** The steps, 3 to 5, each another than the one before, as their tools (`read_file + terminal` for a parallel batch). */
  steps: string[];
  /** How often. */
  count: number;
  /** In how many traces, at least two. */
  traces: number;
}

/**
 * The sequences of acting steps that are common: those that most traces hold, ten of each category and length.
 *
 * Runs of the same step are folded into one first: `terminal` again and again is the commonest sequence everywhere and
 * says nothing of how tools are combined; how often a step follows itself is in the transitions.
 */
export function sequencesOf(
  workflows: WorkflowCounts,
  categories: readonly (string | null)[],
): StepSequence[] {
  const byCategory = Map.groupBy(workflowsOf(workflows), ({ category }) => category);
  return categories.flatMap((category) => {
    const common = [...countIn(byCategory.get(category) ?? [])]
      .filter(([, { traces }]) => traces > 1)
      .sort(([a, x], [b, y]) => y.traces - x.traces || y.count - x.count || (a < b ? -1 : 1))
      .map(([key, { count, traces }]): StepSequence => ({ category, steps: key.split("\n"), count, traces }));
    const byLength = Map.groupBy(common, ({ steps }) => steps.length);
    return [...byLength].sort(([a], [b]) => a - b).flatMap(([, sequences]) => sequences.slice(0, TOP));
  });
}

/** How often each sequence occurs, and in how many traces, by its labels as lines. */
function countIn(workflows: readonly Workflow[]): Map<string, { count: number; traces: number }> {
  const counts = new Map<string, { count: number; traces: number }>();
  for (const { steps, traces } of workflows) {
    const folded = steps.filter((label, at) => label !== steps[at - 1]);
    const here = new Map<string, number>();
    for (let from = 0; from + SHORTEST <= folded.length; from++) {
      let key = folded[from]!;
      for (let length = 2; length <= LONGEST && from + length <= folded.length; length++) {
        key += `\n${folded[from + length - 1]}`;
        if (length >= SHORTEST) countValue(here, key);
      }
    }
    for (const [key, times] of here) {
      const known = counts.get(key) ?? { count: 0, traces: 0 };
      counts.set(key, { count: known.count + times * traces, traces: known.traces + traces });
    }
  }
  return counts;
}

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
