import { counted, oneDecimal } from "../display/mod.ts";
import type { Summary } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { categoriesSubplot } from "./plot_categories.ts";
import { toolsSubplot } from "./plot_tools.ts";
import { turnsSubplot } from "./plot_turns.ts";
import { widthsSubplot } from "./plot_widths.ts";

/** What {@linkcode plotDashboard} needs of a summary. */
export type DashboardSummary = Pick<
  Summary,
  "rows" | "avgTurns" | "avgToolCalls" | "topTools" | "widths" | "turnsHistogram" | "categories"
>;

/**
 * Draws a data set at a glance, in four plots: the most called tools, the calls in one turn, the conversation lengths and
 * the categories. Look here first, for what there is much of and for what is odd.
 *
 * @param summary What was measured.
 * @returns The chart; its subtitle says how many traces it shows.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotDashboard } from "tracebook";
 *
 * const board = plotDashboard({
 *   rows: 2,
 *   avgTurns: 4,
 *   avgToolCalls: 1.5,
 *   topTools: [["terminal", 3]],
 *   widths: [[1, 1], [2, 1]],
 *   turnsHistogram: { counts: [1, 1], edges: [3, 4, 5] },
 *   categories: [["Scheduling", 2]],
 * });
 * assertStringIncludes(board.spec.description, "2 traces");
 * ```
 */
export function plotDashboard(summary: DashboardSummary): Chart {
  const subplots = [
    toolsSubplot(summary),
    widthsSubplot(summary),
    turnsSubplot(summary),
    categoriesSubplot(summary),
  ];
  const { rows, avgTurns, avgToolCalls } = summary;
  const means = avgTurns === null || avgToolCalls === null
    ? ""
    : ` · ${oneDecimal(avgTurns)} turns and ${oneDecimal(avgToolCalls)} tool calls a trace`;
  const subtitle = `n = ${counted(rows, "trace")}${means}`;
  return chart({
    title: {
      text: "Agent traces at a glance",
      subtitle,
      fontSize: 16,
      subtitleFontSize: 12,
      offset: 18,
    },
    description: `Four charts of ${counted(rows, "trace")}. ${
      subplots.map(({ description }) => description).join(" ")
    }`,
    columns: 2,
    spacing: { column: 12, row: 40 },
    concat: subplots.map(({ spec }) => spec),
  });
}
