import { counted, percent, whole } from "../display/mod.ts";
import type { ErrorRate } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { COLOURS } from "./chart/theme.ts";
import { uniqueLabels } from "./marks/labels.ts";
import { shareDots } from "./marks/share_dots.ts";

const TITLE = "Traces with at least one error";
const WIDTH = 420;

/**
 * Draws in which groups traces fail: the share of traces with an error in each group as a dot with its 95 % interval, and
 * the number of traces. Look whether intervals overlap: groups whose intervals do may not differ.
 *
 * @param rates The shares, as `errorRates` gives them; they are drawn in this order.
 * @returns The chart; x in percent of the group's traces.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotErrorRates } from "tracebook";
 * import { wilsonShare } from "../measure/mod.ts";
 *
 * const chart = plotErrorRates([{ group: "Scheduling", ...wilsonShare(3, 12) }]);
 * assertStringIncludes(chart.spec.description, "Scheduling 25% of 12 traces");
 * ```
 */
export function plotErrorRates(rates: readonly ErrorRate[]): Chart {
  if (rates.length === 0) return subplotChart(emptySubplot(TITLE, "no traces"));
  const names = uniqueLabels(rates.map(({ group }) => group));
  const values = rates.map(({ rate, low, high, whole: traces }, i) => ({
    group: names[i]!,
    rate: rate ?? 0,
    low: low ?? 0,
    high: high ?? 0,
    label: `${percent(rate ?? 0)} of ${whole(traces)}`,
    words: `${names[i]}: ${percent(rate ?? 0)} of ${counted(traces, "trace")}, between ${
      percent(low ?? 0)
    } and ${percent(high ?? 0)}`,
  }));
  const traces = rates.reduce((sum, rate) => sum + rate.whole, 0);
  const first = values.slice(0, 3).map(({ group, rate }, i) =>
    `${group} ${percent(rate)} of ${counted(rates[i]!.whole, "trace")}`
  );
  return chart({
    title: { text: TITLE, subtitle: `${counted(traces, "trace")}; lines are 95 % intervals (Wilson)` },
    description: `${TITLE}: dots with intervals for ${counted(values.length, "group")}; highest: ${
      first.join(", ")
    }.`,
    ...shareDots(values, { width: WIDTH, colour: COLOURS.coral, title: "traces with an error" }),
  });
}
