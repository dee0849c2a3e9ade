/** How well a model selects tools: its predictions of held-out steps, scored. */
export { type BaselineName, BASELINES } from "./baselines.ts";
export { comparePredictions, type ComparePredictionsOptions } from "./compare_predictions.ts";
export { type Prediction, PredictionError, readPredictions } from "./prediction.ts";
export type { ScoreName } from "./score_metrics.ts";
export { type ScoreOptions, scoreToolSelection } from "./score_tool_selection.ts";
export type { ChoiceScores, PredictionComparison, Score, Scores, ToolSelection } from "./scores.ts";
export { type SimulatedModel, simulatePredictions } from "./simulate_predictions.ts";
export type { ConfusionCell, ToolScore } from "./tool_scores.ts";
