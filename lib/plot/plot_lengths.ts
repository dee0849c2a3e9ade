import { counted, whole } from "../display/mod.ts";
import type { Lengths, Summary } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot } from "./chart/subplot.ts";
import { COLOURS } from "./chart/theme.ts";
import { LOG_BASE, logAxis } from "./marks/axes.ts";
import { histogramBars, histogramLayers } from "./marks/histogram_bars.ts";

const TITLE = "Length distributions (log y)";
const SIZE = { width: 760, height: 118 };

/** What {@linkcode plotLengths} needs of a summary. */
export type LengthsSummary = Pick<Summary, "thinkLengths" | "callLengths" | "answerLengths">;

/**
 * Draws how long thoughts, tool calls and final answers are: three histograms over the same bins, one below the other, on
 * one logarithmic scale of counts. Look for the longest texts, which decide what fits into a window. A bin without texts
 * has no bar.
 *
 * @param summary What was measured; the three lengths share their edges.
 * @returns The chart; x in characters, y in texts (log).
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotLengths } from "tracebook";
 *
 * const edges = [0, 100, 200];
 * const lengths = plotLengths({
 *   thinkLengths: { n: 3, sum: 240, counts: [2, 1], edges },
 *   callLengths: { n: 1, sum: 90, counts: [1, 0], edges },
 *   answerLengths: { n: 0, sum: 0, counts: [0, 0], edges },
 * });
 * assertStringIncludes(lengths.spec.description, "<think>: 3 texts");
 * ```
 */
export function plotLengths({ thinkLengths, callLengths, answerLengths }: LengthsSummary): Chart {
  const series = [
    { name: "<think>", lengths: thinkLengths, colour: COLOURS.blue },
    { name: "<tool_call>", lengths: callLengths, colour: COLOURS.coral },
    { name: "final answer", lengths: answerLengths, colour: COLOURS.teal },
  ];
  const greatest = Math.max(...series.map(({ lengths }) => histogramBars(lengths).greatest));
  const last = series.findLastIndex(({ lengths }) => lengths.n > 0);
  const subplots = series.map(({ name, lengths, colour }, i) =>
    lengthsSubplot(name, lengths, { colour, greatest, last: i === last })
  );
  return chart({
    title: { text: TITLE, fontSize: 16, offset: 14 },
    description: `${TITLE}, three histograms over the same bins. ${
      subplots.map(({ description }) => description).join(" ")
    }`,
    spacing: 16,
    vconcat: subplots.map(({ spec }) => spec),
  });
}

/** Options for {@linkcode lengthsSubplot}. */
interface LengthsOptions {
  /** Colour of the bars, as CSS. */
  colour: string;
  /** Greatest count of a bin in any of the plots. */
  greatest: number;
  /** Whether the plot is the lowest, which has the labels of x. */
  last: boolean;
}

function lengthsSubplot(name: string, lengths: Lengths, { colour, greatest, last }: LengthsOptions): Subplot {
  const bars = histogramBars(lengths);
  if (bars.total === 0) return emptySubplot(name, "no texts", SIZE);
  const facts = `${counted(lengths.n, "text")}, mean ${whole(lengths.sum / lengths.n)} characters`;
  const { scale, ticks } = logAxis(greatest);
  const spec: Subplot["spec"] = {
    title: { text: name, subtitle: facts, color: colour, offset: 4 },
    ...SIZE,
    ...histogramLayers(bars, {
      unit: "characters",
      counted: "texts",
      colour,
      axis: {
        title: last ? "characters" : null,
        format: ",d",
        tickMinStep: 1,
        tickCount: 10,
        labelSeparation: 10,
        labels: last,
        ticks: last,
        labelOverlap: "greedy",
      },
      y: { scale, axis: { title: "texts", values: ticks, format: ",d", domain: false, ticks: false } },
      base: LOG_BASE,
    }),
  };
  const most = bars.values.reduce((best, bin) => bin.count > best.count ? bin : best);
  return { spec, description: `${name}: ${facts}; most (${whole(most.count)}) have ${most.range}.` };
}
