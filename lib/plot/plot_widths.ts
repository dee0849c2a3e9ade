import { counted, whole } from "../display/mod.ts";
import type { Summary } from "../measure/mod.ts";
import type { Chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, SUBPLOT_SIZE, subplotChart } from "./chart/subplot.ts";
import { COLOURS } from "./chart/theme.ts";
import { LOG_BASE, logAxis } from "./marks/axes.ts";

const TITLE = "Tool-calls per assistant turn (parallel width)";

/**
 * Draws how many calls one assistant turn makes: a bar for each number that occurs, on a logarithmic scale. Look how much
 * lies beyond 1, which is work done in parallel.
 *
 * @param summary What was measured; `widths` is shown.
 * @returns The chart; x in tool calls in one turn, y in turns (log).
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotWidths } from "tracebook";
 *
 * const widths: [number, number][] = [[1, 5100], [2, 640], [7, 1]];
 * assertStringIncludes(plotWidths({ widths }).spec.description, "1 (5,100 turns)");
 * ```
 */
export function plotWidths(summary: Pick<Summary, "widths">): Chart {
  return subplotChart(widthsSubplot(summary));
}

/** Draws the calls in one turn as one plot of a dashboard. */
export function widthsSubplot({ widths }: Pick<Summary, "widths">): Subplot {
  if (widths.length === 0) return emptySubplot(TITLE, "no tool calls");
  const values = widths.map(([width, turns]) => ({ width: whole(width), turns, label: whole(turns) }));
  const { scale, ticks } = logAxis(values.reduce((most, { turns }) => Math.max(most, turns), 1));
  const band = SUBPLOT_SIZE.width / Math.max(values.length, 6);
  const labelled = !values.some((value, i) =>
    i > 0 && labelsOverlap(values[i - 1]!, value, band, scale.domain[1]!)
  );
  const spec: Subplot["spec"] = {
    title: TITLE,
    ...SUBPLOT_SIZE,
    data: { values },
    encoding: {
      x: {
        field: "width",
        type: "ordinal",
        sort: null,
        axis: {
          title: "tool calls in one turn",
          labelAngle: 0,
          labelOverlap: "greedy",
          ticks: false,
          grid: false,
        },
      },
      y: {
        field: "turns",
        type: "quantitative",
        scale,
        axis: { title: "turns (log scale)", values: ticks, format: ",d", domain: false, ticks: false },
      },
      tooltip: [
        { field: "width", type: "ordinal", title: "calls in one turn" },
        { field: "turns", type: "quantitative", format: "," },
      ],
    },
    layer: [
      {
        mark: { type: "bar", color: COLOURS.coral, width: Math.max(1, Math.round(band * 0.7)) },
        encoding: { y2: { datum: LOG_BASE } },
      },
      ...(labelled
        ? [{
          mark: { type: "text" as const, aria: false, dy: -7, fontSize: 10 },
          encoding: { text: { field: "label", type: "nominal" as const } },
        }]
        : []),
    ],
  };
  const first = values.slice(0, 3).map(({ width, turns }) => `${width} (${counted(turns, "turn")})`).join(
    ", ",
  );
  return {
    spec,
    description: `${TITLE}: bars on a logarithmic scale; calls in one turn: ${first}${
      values.length > 3 ? `, … up to ${values.at(-1)!.width}` : ""
    }.`,
  };
}

/** A bar and the label above it. */
interface Bar {
  turns: number;
  label: string;
}

/** Tells whether the labels above two neighbouring bars would overlap. */
function labelsOverlap(a: Bar, b: Bar, band: number, top: number): boolean {
  // at font size 10 a digit is 6.4 px wide and a comma 3.2
  const width = ({ label }: Bar) => label.replaceAll(",", "").length * 6.4 + label.length / 4 * 3.2;
  const height = ({ turns }: Bar) =>
    SUBPLOT_SIZE.height * Math.log(turns / LOG_BASE) / Math.log(top / LOG_BASE);
  return (width(a) + width(b)) / 2 > band && Math.abs(height(a) - height(b)) < 12;
}
