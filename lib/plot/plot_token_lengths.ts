import { counted, percent, whole } from "../display/mod.ts";
import type { MaskAudit } from "../train/mod.ts";
import type { Chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, subplotChart } from "./chart/subplot.ts";
import { COLOURS, TEXT_COLOURS, TOOLTIP_CHANNELS } from "./chart/theme.ts";
import { histogramBars } from "./marks/histogram_bars.ts";
import { wrapSubtitle } from "./marks/labels.ts";

const TITLE = "How long traces are, in tokens";
const SIZE = { width: 760, height: 250 };

/** What {@linkcode plotTokenLengths} needs of an audit. */
export type TokenLengths = Pick<MaskAudit, "traces" | "lengths" | "percentiles" | "fits">;

/**
 * Draws how long traces are in tokens, beside the windows that models commonly have: a histogram on a logarithmic scale,
 * and above each window the share of traces that fits into it. Look for the smallest window that holds most traces.
 *
 * @param audit The audit, as `auditMasks` gives it.
 * @returns The chart; x in tokens (log), y in traces.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotTokenLengths } from "tracebook";
 *
 * const chart = plotTokenLengths({
 *   traces: 4,
 *   lengths: { edges: [8192, 9741, 11585], counts: [3, 1] },
 *   percentiles: { p50: 9000, p90: 11000, p95: 11000, p99: 11000, p100: 11000 },
 *   fits: [[8192, 0], [16384, 4]],
 * });
 * assertStringIncludes(chart.spec.description, "into 8k tokens fit 0% of the traces, into 16k 100%");
 * ```
 */
export function plotTokenLengths({ traces, lengths, percentiles, fits }: TokenLengths): Chart {
  const { values, low, high } = histogramBars(lengths);
  if (percentiles === null || values.length === 0) {
    return subplotChart(emptySubplot(TITLE, "no traces", SIZE));
  }
  const bars = values.map(({ from, to, count }) => ({
    // a logarithmic scale has no zero, so the first bin is drawn as wide as the others
    from: Math.max(from, to / 2 ** 0.25),
    to,
    count,
    words: `more than ${whole(from)} up to ${whole(to)} tokens: ${counted(count, "trace")}, ${
      percent(count / traces)
    }`,
  }));
  const windows = fits.map(([window, count]) => ({
    window,
    name: windowName(window),
    share: percent(count / traces),
    words: `${windowName(window)} tokens: ${counted(count, "trace")} of ${whole(traces)} fit, ${
      percent(count / traces)
    }`,
  }));
  const ends = fits.map(([window]) => window);
  const { p50, p95, p100 } = percentiles;
  const facts = [
    counted(traces, "trace"),
    `median ${whole(p50)}`,
    `95% have at most ${whole(p95)}`,
    `longest ${whole(p100)}`,
  ];
  const x = {
    type: "quantitative" as const,
    scale: {
      type: "log" as const,
      base: 2,
      domain: [Math.min(Math.max(low, 200), ...ends) / 1.12, Math.max(high, ...ends) * 1.12],
      nice: false,
    },
    axis: {
      title: "tokens (log scale)",
      values: ends,
      labelExpr: "format(datum.value / 1024, 'd') + 'k'",
      grid: false,
    },
  };
  const spec = {
    title: {
      text: TITLE,
      subtitle: [...wrapSubtitle(facts), "above each window: the part of the traces that fits whole"],
      fontSize: 16,
      subtitleFontSize: 12,
      offset: 26,
    },
    ...SIZE,
    layer: [
      {
        data: { values: bars },
        mark: { type: "bar", color: COLOURS.blue, binSpacing: 1 },
        encoding: {
          x: { field: "from", ...x },
          x2: { field: "to" },
          y: {
            field: "count",
            type: "quantitative",
            scale: { zero: true },
            axis: { title: "traces", format: ",d", tickMinStep: 1, domain: false, ticks: false },
          },
          y2: { datum: 0 },
          ...TOOLTIP_CHANNELS,
        },
      },
      {
        data: { values: windows },
        mark: { type: "rule", strokeDash: [3, 3], color: TEXT_COLOURS.quiet, opacity: 0.7, aria: false },
        encoding: { x: { field: "window", ...x } },
      },
      {
        data: { values: windows },
        mark: { type: "text", y: -9, fontSize: 11, color: TEXT_COLOURS.strong },
        encoding: {
          x: { field: "window", ...x },
          text: { field: "share", type: "nominal" },
          ...TOOLTIP_CHANNELS,
        },
      },
    ],
  };
  return subplotChart({
    spec: spec as unknown as Subplot["spec"],
    description: `${TITLE}: ${facts.join(", ")}; ${
      windows.map(({ name, share }, i) =>
        i === 0 ? `into ${name} tokens fit ${share} of the traces` : `into ${name} ${share}`
      ).join(", ")
    }.`,
  });
}

const windowName = (window: number) => `${window / 1024}k`;
