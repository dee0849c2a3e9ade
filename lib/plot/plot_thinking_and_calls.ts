import { counted, whole } from "../display/mod.ts";
import type { ClusteredEstimate, Facts } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import {
  type CellEdges,
  densityMaps,
  logEdges,
  mediansAlong,
  thinkingAxes,
  type ThinkingSeries,
} from "./marks/density.ts";
import { wrapSubtitle } from "./marks/labels.ts";
import { prefixSource, SOURCE_LEGEND, sourceColourChannel, styleSources } from "./marks/source_style.ts";

const TITLE = "Thinking and calling";
const SIZE = { width: 720, height: 320 };
/** Number of traces up to which each is a point; more are counted in cells. */
const MAX_POINTS = 1500;
const CELLS = { across: 36, up: 24 };
/** Medians are taken over so many steps of the axis, in steps with at least so many traces. */
const MEDIANS = { steps: 12, least: 5 };
const SHAPES = ["circle", "square", "triangle-up", "diamond"];

/** What {@linkcode plotThinkingAndCalls} needs of the facts of a trace. */
export type ThinkingFacts = Pick<Facts, "source" | "think_words" | "tool_calls">;

/** What {@linkcode plotThinkingAndCalls} needs of correlations. */
export interface ThinkingCorrelation {
  /** Correlation over all traces, by ranks: from -1 to 1, with the 95 % interval that takes traces of a group together. */
  overall: { spearman: Pick<ClusteredEstimate, "r" | "clusterLow" | "clusterHigh"> };
}

/**
 * Draws how much a trace thinks against how many tools it calls: a point for each trace, with a line through the medians.
 * Look whether the line rises, which says that more thinking goes with more calls, and whether it does in each source.
 * More than 1,500 traces are counted in cells, each source in a plot of its own.
 *
 * @param facts The facts of the traces, by structured rules.
 * @param correlation How the two go together, as `correlate(facts, "think_words", "tool_calls")` gives it; the subtitle says
 * the rank correlation over all traces.
 * @returns The chart; x in words of all thoughts, y in tool calls, both logarithmic with a place for zero.
 * @throws {RangeError} If there are more than four sources.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotThinkingAndCalls } from "tracebook";
 *
 * const scatter = plotThinkingAndCalls([
 *   { source: "kimi", think_words: 800, tool_calls: 12 },
 *   { source: "kimi", think_words: 2400, tool_calls: 31 },
 * ]);
 * assertStringIncludes(scatter.spec.description, "kimi: 2 traces");
 * ```
 */
export function plotThinkingAndCalls(
  facts: readonly ThinkingFacts[],
  correlation?: ThinkingCorrelation,
): Chart {
  const known = facts.flatMap(({ source, think_words: x, tool_calls: y }) =>
    x === null ? [] : [{ source, x, y }]
  );
  if (known.length === 0) return subplotChart(emptySubplot(TITLE, "no traces with words of thought", SIZE));
  const words = known.map(({ x }) => x);
  const [least, most] = [words.reduce((least, x) => Math.min(least, x)), greatest(words)];
  const edges = {
    xs: logEdges(Math.floor(0.8 * least), Math.max(most, 10 * least, 10), CELLS.across),
    ys: logEdges(0, Math.max(greatest(known.map(({ y }) => y)), 10), CELLS.up),
  };
  const steps = logEdges(least, most, MEDIANS.steps);
  const groups = [...Map.groupBy(known, ({ source }) => source)];
  const styles = styleSources(groups.map(([source]) => source));
  const series = groups.map(([, points], i) => ({
    style: styles[i]!,
    points,
    medians: mediansAlong(points, steps, MEDIANS.least),
  }));
  const counts = series.map(({ style, points }) => prefixSource(style, counted(points.length, "trace")));
  const together = correlation ? describeCorrelation(correlation.overall.spearman) : "";
  const drawnMedians = series.some(({ medians }) => medians.length > 1);
  const drawn = known.length > MAX_POINTS ? densityMaps(series, edges) : scatterSpec(series, edges);
  return chart({
    title: {
      text: TITLE,
      subtitle: wrapSubtitle([...counts, drawnMedians ? "line: median calls" : "", together]),
    },
    description: `${TITLE}: words of thought against tool calls of a trace, on logarithmic axes. ${
      [...series.map((one, i) => `${counts[i]}${describeTrend(one)}`), ...(together ? [together] : [])].join(
        "; ",
      )
    }.`,
    ...drawn,
  });
}

function describeCorrelation(
  { r, clusterLow: low, clusterHigh: high }: ThinkingCorrelation["overall"]["spearman"],
): string {
  if (r === null) return "";
  const text = (value: number) => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
  return `rank correlation ${text(r)}${
    low === null || high === null ? "" : ` (${text(low)} to ${text(high)})`
  }`;
}

function describeTrend({ medians }: ThinkingSeries): string {
  const [first, last] = [medians[0], medians.at(-1)];
  if (!first || !last || first === last) return "";
  return `, median ${whole(first.y)} calls at about ${whole(first.x)} words and ${whole(last.y)} at ${
    whole(last.x)
  }`;
}

function scatterSpec(series: readonly ThinkingSeries[], edges: CellEdges) {
  const styles = series.map(({ style }) => style);
  const rows = (of: "points" | "medians") =>
    series.flatMap(({ style, [of]: points }) => points.map(({ x, y }) => ({ source: style.name, x, y })));
  const { x, y } = thinkingAxes(edges, SIZE);
  return {
    ...SIZE,
    encoding: { x, y, color: sourceColourChannel(styles) },
    layer: [
      {
        data: { values: rows("points") },
        mark: { type: "point", filled: true, size: 26, opacity: 0.75, aria: false },
        encoding: {
          shape: {
            field: "source",
            type: "nominal",
            scale: { domain: styles.map(({ name }) => name), range: SHAPES },
            legend: styles.length > 1 ? SOURCE_LEGEND : null,
          },
          tooltip: [
            { field: "source", type: "nominal" },
            { field: "x", type: "quantitative", title: "words of thought", format: "," },
            { field: "y", type: "quantitative", title: "tool calls", format: "," },
          ],
        },
      },
      {
        data: { values: rows("medians") },
        mark: { type: "line", strokeWidth: 2.5, interpolate: "monotone", aria: false },
      },
    ],
  };
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
