/** Draws what was measured: Vega-Lite specs with aggregated data, as charts that notebooks display. */
export { plotCategories } from "./plot_categories.ts";
export { plotComparison, type PlottedComparison } from "./plot_comparison.ts";
export { plotConfusion } from "./plot_confusion.ts";
export { type DashboardSummary, plotDashboard } from "./plot_dashboard.ts";
export { plotErrorRates } from "./plot_error_rates.ts";
export { plotFactsDistributions } from "./plot_facts_distributions.ts";
export { plotFailureModes } from "./plot_failure_modes.ts";
export { type LengthsSummary, plotLengths } from "./plot_lengths.ts";
export { plotRecovery } from "./plot_recovery.ts";
export { plotScoreDifferences, plotScores, plotScoresByCategory, type PlottedScores } from "./plot_scores.ts";
export {
  plotThinkingAndCalls,
  type ThinkingCorrelation,
  type ThinkingFacts,
} from "./plot_thinking_and_calls.ts";
export { plotTokenLengths, type TokenLengths } from "./plot_token_lengths.ts";
export { plotTools } from "./plot_tools.ts";
export { plotToolsBySource, type ToolsSummary } from "./plot_tools_by_source.ts";
export { plotTransitions } from "./plot_transitions.ts";
export { plotTurns } from "./plot_turns.ts";
export { plotTurnsBySource } from "./plot_turns_by_source.ts";
export { plotWidths } from "./plot_widths.ts";
export { plotWorkflowGraph } from "./plot_workflow_graph.ts";
export { type Chart, chart, type ChartSpec } from "./chart/chart.ts";
export { CATEGORY_COLOURS, COLOURS, SOURCE_COLOURS, THEME } from "./chart/theme.ts";
export type { ComparedMetric } from "./marks/comparison_marks.ts";
