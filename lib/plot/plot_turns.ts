import { counted, oneDecimal, whole } from "../display/mod.ts";
import type { Summary } from "../measure/mod.ts";
import type { Chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, SUBPLOT_SIZE, subplotChart } from "./chart/subplot.ts";
import { COLOURS } from "./chart/theme.ts";
import { histogramBars, histogramLayers } from "./marks/histogram_bars.ts";

const TITLE = "Conversation length";

/**
 * Draws how long conversations are: a histogram of turns a trace, in the bins that were measured. Look for the usual length
 * and for how far the tail reaches.
 *
 * @param summary What was measured; `turnsHistogram` is shown and `avgTurns` named.
 * @returns The chart; x in turns, y in traces.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotTurns } from "tracebook";
 *
 * const turnsHistogram = { counts: [2, 0, 1], edges: [3, 5, 7, 9] };
 * assertStringIncludes(plotTurns({ turnsHistogram, avgTurns: 5 }).spec.description, "3 to 9 turns");
 * ```
 */
export function plotTurns(summary: Pick<Summary, "turnsHistogram" | "avgTurns">): Chart {
  return subplotChart(turnsSubplot(summary));
}

/** Draws the conversation lengths as one plot of a dashboard. */
export function turnsSubplot(
  { turnsHistogram, avgTurns }: Pick<Summary, "turnsHistogram" | "avgTurns">,
): Subplot {
  const bars = histogramBars(turnsHistogram);
  const { total, greatest, low, high } = bars;
  if (total === 0) return emptySubplot(TITLE, "no traces");
  const ticks = roundTicks(greatest * 1.06);
  // Room above, so that the top label does not push this plot's title out of line with its neighbour's.
  const top = Math.max(greatest * 1.06, ticks.at(-1)! * 1.03);
  const mean = avgTurns === null ? "" : `mean ${oneDecimal(avgTurns)} turns a trace`;
  const spec: Subplot["spec"] = {
    title: { text: TITLE, subtitle: mean },
    ...SUBPLOT_SIZE,
    ...histogramLayers(bars, {
      unit: "turns",
      counted: "traces",
      colour: COLOURS.blue,
      axis: {
        title: "turns",
        format: ",d",
        tickMinStep: 1,
        tickCount: 8,
        grid: false,
        labelOverlap: "greedy",
        labelSeparation: 8,
      },
      y: {
        scale: { domain: [0, top], nice: false },
        axis: { title: "traces", format: ",d", values: ticks, domain: false, ticks: false },
      },
    }),
  };
  const range = `from ${whole(Math.ceil(low))} to ${whole(Math.floor(high))} turns`;
  return {
    spec,
    description: `${TITLE}: histogram of ${counted(total, "trace")} ${range}${mean && `, ${mean}`}.`,
  };
}

/** Returns zero and round counts up to a greatest one, seven at most. */
function roundTicks(greatest: number): number[] {
  const power = 10 ** Math.floor(Math.log10(greatest / 6));
  const step = Math.max(1, [1, 2, 5, 10].find((times) => times * power >= greatest / 6)! * power);
  return Array.from({ length: Math.floor(greatest / step) + 1 }, (_, i) => i * step);
}
