import { counted, whole } from "../display/mod.ts";
import type { Summary } from "../measure/mod.ts";
import type { Chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, SUBPLOT_SIZE, subplotChart } from "./chart/subplot.ts";
import { COLOURS } from "./chart/theme.ts";
import { uniqueLabels } from "./marks/labels.ts";

const TITLE = "Top 15 tools by call volume";

/**
 * Draws which tools are called most: horizontal bars, the most called at the top. Look how much of the work a few tools do.
 *
 * @param summary What was measured; `topTools` is shown.
 * @returns The chart; x in calls.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotTools, type Summary } from "tracebook";
 *
 * const measured: Pick<Summary, "topTools"> = { topTools: [["terminal", 45573], ["read_file", 11848]] };
 * assertStringIncludes(plotTools(measured).spec.description, "terminal (45,573)");
 * ```
 */
export function plotTools(summary: Pick<Summary, "topTools">): Chart {
  return subplotChart(toolsSubplot(summary));
}

/** Draws the tools as one plot of a dashboard. */
export function toolsSubplot({ topTools }: Pick<Summary, "topTools">): Subplot {
  if (topTools.length === 0) return emptySubplot(TITLE, "no tool calls");
  const names = uniqueLabels(topTools.map(([name]) => name));
  const values = topTools.map(([, calls], i) => ({ tool: names[i]!, calls, label: whole(calls) }));
  // Few bars stay about as thick as fifteen would be: a single one must not fill the plot.
  const band = SUBPLOT_SIZE.height / Math.max(values.length, 6);
  const spec: Subplot["spec"] = {
    title: TITLE,
    ...SUBPLOT_SIZE,
    data: { values },
    encoding: {
      y: {
        field: "tool",
        type: "nominal",
        sort: null,
        axis: { title: null, domain: false, ticks: false, grid: false },
      },
      x: {
        field: "calls",
        type: "quantitative",
        scale: { zero: true, nice: true },
        axis: { title: "calls", format: ",d", tickMinStep: 1, tickCount: 5, domain: false, ticks: false },
      },
      tooltip: [{ field: "tool", type: "nominal" }, { field: "calls", type: "quantitative", format: "," }],
    },
    layer: [
      { mark: { type: "bar", color: COLOURS.teal, height: Math.round(band * 0.75), cornerRadiusEnd: 1 } },
      {
        mark: { type: "text", aria: false, align: "left", dx: 4, fontSize: 10 },
        encoding: { text: { field: "label", type: "nominal" } },
      },
    ],
  };
  const first = values.slice(0, 3).map(({ tool, label }) => `${tool} (${label})`).join(", ");
  return { spec, description: `${TITLE}: bars of ${counted(values.length, "tool")}; most calls: ${first}.` };
}
