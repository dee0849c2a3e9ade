/** How well a model selects tools: its predictions of held-out steps, scored. */
export { type BaselineName, BASELINES } from "./baselines.ts";
export {
  comparePredictions,
  type ComparePredictionsOptions,
  type PredictionComparison,
} from "./compare_predictions.ts";
export type { ConfusionCell } from "./confusion.ts";
export { type Prediction, PredictionError, readPredictions } from "./prediction.ts";
export type { ScoreName } from "./score_metrics.ts";
export {
  type ChoiceScores,
  type Score,
  type ScoreOptions,
  type Scores,
  scoreToolSelection,
  type ToolSelection,
} from "./score_tool_selection.ts";
export type { ToolScore } from "./tool_scores.ts";
