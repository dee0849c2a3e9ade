/** Measures as pictures: Vega-Lite specs with aggregated data, as charts that show themselves. */
export { type Chart, chart, type ChartSpec } from "./chart.ts";
export { CATEGORY_COLOURS, COLOURS, THEME } from "./theme.ts";
export { type DashboardSummary, plotDashboard } from "./plot_dashboard.ts";
export { plotTools } from "./plot_tools.ts";
export { plotWidths } from "./plot_widths.ts";
export { plotTurns } from "./plot_turns.ts";
export { plotCategories } from "./plot_categories.ts";
export { type LengthsSummary, plotLengths } from "./plot_lengths.ts";
export { plotErrorRates } from "./plot_error_rates.ts";
export { plotFailureModes } from "./plot_failure_modes.ts";
