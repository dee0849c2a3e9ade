import type { Estimate, MetricComparison } from "../measure/mod.ts";
import type { BaselineName } from "./baselines.ts";
import type { ScoreName } from "./score_metrics.ts";
import type { ConfusionCell, ToolScore } from "./tool_scores.ts";

/** A share with its 95 % interval, clustered by trace, and the number of steps behind it. */
export type Score = Estimate;

/** The scores of some steps. */
export interface Scores {
  /** The form. */
  format: { valid: Score };
  /** The choice of tools: an order-free multiset. */
  tools: { exact: Score; precision: Score; recall: Score; f1: Score; listed: Score };
  /** What the calls are given. */
  arguments: { valid: Score; match: Score; fields: Score };
  /** Whether to call at all. */
  decision: { accuracy: Score; calls: Score; answers: Score };
  /** Whether the turn ends. */
  stop: { rate: Score };
}

/** The scores that guessing has. */
export interface ChoiceScores {
  /** The choice of tools: an order-free multiset. */
  tools: Pick<Scores["tools"], "exact" | "precision" | "recall" | "f1">;
  /** Whether to call at all. */
  decision: Scores["decision"];
}

/** Result of `scoreToolSelection`: how well a model selects tools. */
export interface ToolSelection extends Scores {
  /** The models that wrote the predictions. */
  models: string[];
  /** Steps and traces. */
  n: { steps: number; traces: number };
  /** What guessing reaches; a model that knows its tools must be better. */
  baselines: Record<BaselineName, ChoiceScores>;
  /** What the baselines learned from: traces to train on, or the other traces among the predictions. */
  learnedFrom: "train" | "others";
  /** The scores of each category, by name. */
  byCategory: (Scores & { category: string | null; n: { steps: number; traces: number } })[];
  /** The tools, those first that are wanted or called most. */
  byTool: ToolScore[];
  /** What was called in whose place; see {@linkcode ConfusionCell}. */
  confusion: ConfusionCell[];
}

/** Result of `comparePredictions`: two models on the same steps. */
export interface PredictionComparison {
  /** The models' names. */
  models: { before: string; after: string };
  /** Steps that both predict, and the traces that they are of. */
  pairs: { steps: number; traces: number };
  /** Steps that only one predicts. */
  alone: { before: number; after: number };
  /** Each score after (`a`) and before (`b`), the difference with its interval, and a p-value from a paired test. */
  metrics: MetricComparison<ScoreName>[];
}
