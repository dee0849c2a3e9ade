import { counted } from "../display/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { TEXT_COLOURS, TOOLTIP_CHANNELS } from "./chart/theme.ts";
import { ZERO_LINE } from "./marks/axes.ts";
import { type ComparedMetric, comparisonColumns, comparisonRow } from "./marks/comparison_marks.ts";
import { uniqueLabels, wrapSubtitle } from "./marks/labels.ts";
import { styleSources } from "./marks/source_style.ts";

const WIDTH = 240;
const ROW_HEIGHT = 26;
/** Relative differences beyond these limits are drawn at the edge, with an arrow. */
const AXIS_LIMITS = { low: -1, high: 2 };

/** What {@linkcode plotComparison} needs of a comparison. */
export interface PlottedComparison {
  /** Names of the two sources. */
  sources: readonly [a: string, b: string];
  /** Number of traces of each source. */
  traces: readonly [a: number, b: number];
  /** Metrics of all traces of the first source compared with all of the second. */
  metrics: readonly ComparedMetric[];
  /** Number of tasks that both sources have. */
  pairs: number;
  /** Metrics of the tasks that both sources have, each task compared with itself. */
  paired: readonly ComparedMetric[];
}

/**
 * Draws how two sources differ: for each metric the first source's difference from the second in percent of the second,
 * with its 95 % interval, between both values and the difference in the metric's own unit. Look for filled dots, which
 * are differences that chance hardly explains (adjusted p below 0.05); an empty dot may be chance, and a line across zero
 * leaves open which source has more.
 *
 * @param comparison The comparison, as `compareFacts` gives it.
 * @param by What is compared: all traces, or the tasks that both sources have, each with itself.
 * @returns The chart; x in percent of the second source's value.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotComparison } from "tracebook";
 *
 * const turns = { label: "turns", unit: "number" as const, digits: 1, a: 24, b: 20, difference: 4 };
 * const metrics = [{ ...turns, low: 2, high: 6, effect: 0.4, pAdjusted: 0.0004 }];
 * const chart = plotComparison({ sources: ["kimi", "glm-5.1"], traces: [80, 90], metrics, pairs: 0, paired: [] });
 * assertStringIncludes(chart.spec.description, "turns +20% (p <0.001)");
 * ```
 */
export function plotComparison(comparison: PlottedComparison, by: "traces" | "tasks" = "traces"): Chart {
  const { sources, traces, pairs } = comparison;
  const metrics = by === "tasks" ? comparison.paired : comparison.metrics;
  const styles = styleSources(sources, 24);
  const title = `${styles[0]!.name} compared with ${styles[1]!.name}${
    by === "tasks" ? ", task by task" : ""
  }`;
  if (by === "tasks" && pairs === 0) return subplotChart(emptySubplot(title, "no task is in both"));
  if (metrics.length === 0) return subplotChart(emptySubplot(title, "no metrics"));
  const names = uniqueLabels(metrics.map(({ label }) => label), 40);
  const rows = metrics.map((metric, i) => comparisonRow(metric, names[i]!));
  const counts = by === "tasks"
    ? [`${counted(pairs, "task")} in both`]
    : styles.map(({ name }, i) => `${name}: ${counted(traces[i]!, "trace")}`);
  const { layers, left } = comparisonColumns(rows, styles, WIDTH);
  const shown = rows.filter(({ relative }) => relative !== null);
  const ends = shown.flatMap(({ low, high }) => [low!, high!]);
  const least = Math.max(AXIS_LIMITS.low, Math.min(-0.1, ...ends) * 1.08);
  const most = Math.min(AXIS_LIMITS.high, Math.max(0.1, ...ends) * 1.08);
  const dots = shown.map((row) => ({
    ...row,
    low: clamp(row.low!, least, most),
    high: clamp(row.high!, least, most),
    relative: clamp(row.relative!, least, most),
    colour: row.certain ? styles[row.relative! > 0 ? 0 : 1]!.colour : TEXT_COLOURS.quiet,
  }));
  const beyond = shown.flatMap(({ metric, low, high }) => [
    ...(high! > most ? [{ metric, at: most, angle: 90 }] : []),
    ...(low! < least ? [{ metric, at: least, angle: -90 }] : []),
  ]);
  const x = (field: string) => ({ field, type: "quantitative" as const });
  return chart({
    title: {
      text: title,
      subtitle: wrapSubtitle([
        ...counts,
        "lines: 95 % intervals; filled: adjusted p below 0.05",
      ]),
      offset: 30,
    },
    description: `${title}: differences with intervals, in percent of ${styles[1]!.name}. ${
      rows.map(({ words }) => words).join(", ")
    }.`,
    width: WIDTH,
    height: ROW_HEIGHT * Math.max(rows.length, 2),
    encoding: {
      y: {
        field: "metric",
        type: "nominal",
        scale: { domain: names },
        axis: { title: null, domain: false, ticks: false, labelPadding: left },
      },
    },
    layer: [
      ZERO_LINE,
      {
        data: { values: dots },
        mark: { type: "rule", aria: false },
        encoding: {
          x: {
            ...x("low"),
            scale: { domain: [least, most], nice: false, zero: false },
            axis: {
              title: `difference in percent of ${styles[1]!.name}`,
              format: "+.0%",
              labelExpr: "datum.value ? datum.label : '0%'",
              values: percentTicks(least, most),
              domain: false,
              ticks: false,
            },
          },
          x2: { field: "high" },
          color: { field: "colour", type: "nominal", scale: null },
          strokeWidth: { condition: { test: "datum.certain", value: 2.5 }, value: 1.5 },
        },
      },
      {
        data: { values: dots },
        mark: { type: "point", size: 75, opacity: 1, strokeWidth: 1.5 },
        encoding: {
          x: x("relative"),
          stroke: { field: "colour", type: "nominal", scale: null },
          fill: {
            condition: { test: "datum.certain", field: "colour", type: "nominal", scale: null },
            value: "#ffffff",
          },
          ...TOOLTIP_CHANNELS,
        },
      },
      {
        data: { values: beyond },
        mark: {
          type: "point",
          shape: "triangle",
          filled: true,
          size: 60,
          color: TEXT_COLOURS.normal,
          opacity: 1,
          aria: false,
        },
        encoding: { x: x("at"), angle: { field: "angle", type: "quantitative", scale: null } },
      },
      ...layers,
    ],
  });
}

/** Returns at most six round shares, zero among them. */
function percentTicks(least: number, most: number): number[] {
  const step = [0.05, 0.1, 0.2, 0.5].find((step) => (most - least) / step < 5.5) ?? 1;
  const [first, last] = [Math.ceil(least / step), Math.floor(most / step)];
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
