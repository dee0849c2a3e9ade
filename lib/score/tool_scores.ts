import { type Share, wilsonShare } from "../measure/mod.ts";
import type { StepScore } from "./score_step.ts";

/** How well one tool is selected. */
export interface ToolScore {
  /** The tool. */
  tool: string;
  /** Of the calls of it that the trace makes, those that the model makes too. */
  recall: Share;
  /** Of the model's calls of it, those that the trace makes too. */
  precision: Share;
}

/** Scores each tool by itself, with Wilson's intervals. */
export function toolScores(steps: readonly StepScore[]): ToolScore[] {
  const counts = new Map<string, { wanted: number; made: number; shared: number }>();
  for (const step of steps) {
    for (const what of ["wanted", "made", "shared"] as const) {
      for (const tool of step[what]) {
        const own = counts.get(tool) ?? { wanted: 0, made: 0, shared: 0 };
        own[what]++;
        counts.set(tool, own);
      }
    }
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y.wanted + y.made - x.wanted - x.made || (a < b ? -1 : 1))
    .map(([tool, { wanted, made, shared }]) => ({
      tool,
      recall: wilsonShare(shared, wanted),
      precision: wilsonShare(shared, made),
    }));
}

/** How often one tool was called where another was wanted. */
export interface ConfusionCell {
  /** The tool of the trace; null where it calls none, or no more. */
  wanted: string | null;
  /** The model's tool; null where it calls none, or no more. */
  made: string | null;
  /** How often. */
  count: number;
}

/**
 * Which tools are called in whose place. Within a step, tools that both call are paired with themselves; of what is
 * left, the first by name on either side with each other, and then with none.
 */
export function confusion(steps: readonly StepScore[]): ConfusionCell[] {
  const cells = new Map<string, ConfusionCell>();
  const count = (wanted: string | null, made: string | null) => {
    const key = JSON.stringify([wanted, made]);
    const cell = cells.get(key) ?? { wanted, made, count: 0 };
    cell.count++;
    cells.set(key, cell);
  };
  for (const { wanted, made, shared, missing, extra } of steps) {
    for (const name of shared) count(name, name);
    for (let i = 0; i < Math.max(missing.length, extra.length); i++) {
      count(missing[i] ?? null, extra[i] ?? null);
    }
    if (wanted.length + made.length === 0) count(null, null);
  }
  return [...cells].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, cell]) => cell);
}
