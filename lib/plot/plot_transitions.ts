import { counted } from "../display/mod.ts";
import type { Summary } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { mostFrequentCells, OTHERS, rowTotals, shareHeatmap } from "./marks/heatmap.ts";
import { uniqueLabels, wrapSubtitle } from "./marks/labels.ts";
import { foldSteps, transitionsOf } from "./marks/transitions.ts";

const TITLE = "What follows what";
/** Number of steps with a row and a column of their own. */
const MAX_STEPS = 11;

/**
 * Draws which step follows which: a heat map with a row for each step and a column for the one after it, in percent of
 * the row. A step is an assistant turn's tools. Look for dark cells: on the diagonal a step repeats itself, beside it are
 * the habits of the work. The eleven most frequent steps are named, the others joined.
 *
 * @param summary What was measured, by structured rules; `transitions` is shown.
 * @returns The chart; rows are the step before, columns the step after.
 * @throws {RangeError} If the summary has no transitions, because it was measured by tutorial rules.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotTransitions } from "tracebook";
 *
 * const chart = plotTransitions({
 *   transitions: [
 *     { from: null, to: "terminal", count: 4 },
 *     { from: "terminal", to: "terminal", count: 6 },
 *     { from: "terminal", to: null, count: 4 },
 *   ],
 * });
 * assertStringIncludes(chart.spec.description, "terminal → terminal 60%");
 * ```
 */
export function plotTransitions(summary: Pick<Summary, "transitions">): Chart {
  const { steps, others, transitions } = foldSteps(transitionsOf(summary), MAX_STEPS);
  if (transitions.length === 0) return subplotChart(emptySubplot(TITLE, "no tool calls"));
  const pairs = transitions.map(({ from, to, count }) => ({ row: from, column: to, count }));
  const totals = rowTotals(pairs);
  const named = others > 0 ? [...steps, OTHERS] : steps;
  // Start and end are named first: a tool of such a name gets a number.
  const [start, end, ...labels] = uniqueLabels(["start", "end", ...steps, counted(others, "other step")], 34);
  const names = new Map<string | null, string>([...steps, OTHERS].map((step, i) => [step, labels[i]!]));
  const heatmap = shareHeatmap(pairs, {
    fields: ["before", "after"],
    rows: [null, ...named].filter((step) => totals.has(step)),
    columns: [...named, null],
    rowLabel: (step) => names.get(step) ?? start!,
    columnLabel: (step) => names.get(step) ?? end!,
    cellName: (before, after) => `${before} → ${after}`,
  });
  const traces = totals.get(null) ?? 0;
  const taken = [...totals.values()].reduce((sum, n) => sum + n, 0) - traces;
  return chart({
    title: {
      text: TITLE,
      subtitle: wrapSubtitle([
        `${counted(taken, "step")} in ${counted(traces, "trace")}`,
        "rows: a step, columns: what follows it, in percent of the row",
      ]),
    },
    description: `${TITLE}: for each step, the share of what comes next. Most: ${
      mostFrequentCells(heatmap, 3).join(", ")
    }.`,
    ...heatmap,
  });
}
