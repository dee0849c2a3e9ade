import { counted, whole } from "../display/mod.ts";
import type { FailureMode, Summary } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { HEAT_COLOURS, TEXT_COLOURS, TOOLTIP_CHANNELS } from "./chart/theme.ts";
import { rankNames } from "./marks/heatmap.ts";
import { uniqueLabels } from "./marks/labels.ts";

const TITLE = "How tools fail";
const CELL = { width: 62, height: 24 } as const;
const MAX_TOOLS = 15;

/**
 * Draws which tool fails how: a heat map with a row for each tool and a column for each class of errors, darker the more
 * responses. Look for the darkest cells, which are where most errors come from, and for tools that fail in many ways.
 *
 * @param summary What was measured, by structured rules; `failureModes` is shown, the most frequent first.
 * @returns The chart; the 15 tools with the most errors, in responses.
 * @throws {RangeError} If the summary has no failure modes, because it was measured by tutorial rules.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotFailureModes } from "tracebook";
 *
 * const chart = plotFailureModes({
 *   failureModes: [{ tool: "terminal", class: "exit_code", count: 7, examples: [] }],
 * });
 * assertStringIncludes(chart.spec.description, "terminal exit_code (7)");
 * ```
 */
export function plotFailureModes({ failureModes: modes }: Pick<Summary, "failureModes">): Chart {
  if (modes === null) {
    throw new RangeError("Cannot draw failure modes: tutorial rules have none, so measure without `rules`");
  }
  if (modes.length === 0) return subplotChart(emptySubplot(TITLE, "no errors"));
  const tools = rankBy(modes, ({ tool }) => tool).slice(0, MAX_TOOLS);
  const names = uniqueLabels(tools);
  const shown = modes.filter(({ tool }) => tools.includes(tool));
  const classes = rankBy(shown, (mode) => mode.class);
  const most = Math.max(...shown.map(({ count }) => count));
  const values = shown.map(({ tool, class: errorClass, count }) => ({
    tool: names[tools.indexOf(tool)]!,
    class: errorClass.replaceAll("_", " "),
    count,
    label: whole(count),
    words: `${names[tools.indexOf(tool)]}, ${errorClass.replaceAll("_", " ")}: ${counted(count, "error")}`,
  }));
  const errors = modes.reduce((sum, { count }) => sum + count, 0);
  const first = modes.slice(0, 3).map((mode) => `${mode.tool} ${mode.class} (${whole(mode.count)})`);
  return chart({
    title: { text: TITLE, subtitle: `${counted(errors, "error")} by tool and class` },
    description: `${TITLE}: ${counted(errors, "error")} by tool and class; most: ${first.join(", ")}.`,
    width: CELL.width * Math.max(classes.length, 3),
    height: CELL.height * Math.max(tools.length, 3),
    data: { values },
    encoding: {
      x: {
        field: "class",
        type: "nominal",
        scale: { domain: classes.map((name) => name.replaceAll("_", " ")) },
        axis: {
          title: null,
          orient: "top",
          labelAngle: -30,
          labelAlign: "left",
          domain: false,
          ticks: false,
        },
      },
      y: {
        field: "tool",
        type: "nominal",
        scale: { domain: names },
        axis: { title: null, domain: false, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
        encoding: {
          color: {
            field: "count",
            type: "quantitative",
            scale: { type: "log", domain: [1, Math.max(most, 2)], range: HEAT_COLOURS.coral },
            legend: null,
          },
          ...TOOLTIP_CHANNELS,
        },
      },
      {
        mark: { type: "text", aria: false, fontSize: 11, color: TEXT_COLOURS.strong },
        encoding: { text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

/** Returns the different names, those with the most errors first. */
function rankBy(modes: readonly FailureMode[], name: (mode: FailureMode) => string): string[] {
  const totals = new Map<string, number>();
  for (const mode of modes) totals.set(name(mode), (totals.get(name(mode)) ?? 0) + mode.count);
  return rankNames(totals);
}
