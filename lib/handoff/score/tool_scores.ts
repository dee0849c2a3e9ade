import { type Share, wilsonShare } from "../../measure/mod.ts";
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

/**
 * Scores each tool by itself, with Wilson's intervals.
 *
 * @param steps The scored steps.
 * @returns The tools, those first that either side calls most, ties by name.
 */
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
