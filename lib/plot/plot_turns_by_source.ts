import { counted, oneDecimal } from "../display/mod.ts";
import type { Distribution } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { distributionAxis } from "./marks/axes.ts";
import { describeFact, wrapSubtitle } from "./marks/labels.ts";
import { prefixSource, sourceColourChannel, type SourceStyle, styleSources } from "./marks/source_style.ts";
import { makeShareHistogram, overlaidHistogramLayers } from "./marks/overlaid_histograms.ts";

const SIZE = { width: 720, height: 270 };
/** Height of a line of labels, as a share of the highest bar. */
const LABEL_ROW = 0.075;

/**
 * Draws how long the conversations of each source are: histograms over one another, in shared bins, as shares of each
 * source's traces, so that sources of different size compare. Look whether the shapes lie apart, not only the means,
 * which are marked and named.
 *
 * @param turns The distributions of `turns`, one a source, as `distributions(facts, ["turns"])` gives them; any other fact
 * can take the place of `turns`.
 * @returns The chart; x in turns, y in percent of the source's traces.
 * @throws {RangeError} If there are more than four sources, or several facts.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { distributions, plotTurnsBySource } from "tracebook";
 * import { traceFacts } from "../measure/mod.ts";
 *
 * const facts = (source: string, turns: number) => ({ ...traceFacts({ id: "a", conversations: [], source }), turns });
 * const turns = distributions([facts("kimi", 24), facts("kimi", 26), facts("glm-5.1", 19)], ["turns"]);
 * assertStringIncludes(plotTurnsBySource(turns).spec.description, "kimi: 2 traces, mean 25.0 turns");
 * ```
 */
export function plotTurnsBySource(turns: readonly Distribution[]): Chart {
  const facts = [...new Set(turns.map(({ fact }) => fact))];
  if (facts.length > 1) {
    throw new RangeError(`Cannot draw ${facts.join(" and ")} on one axis: choose one of them`);
  }
  const { title, unit } = describeFact(facts[0] ?? "turns");
  const shown = turns.filter(({ n }) => n > 0);
  if (shown.length === 0) return subplotChart(emptySubplot(title, "no traces", SIZE));
  const styles = styleSources(shown.map(({ group }) => group));
  const heading = styles[0]!.isNamed ? `${title} by source` : title;
  const steps = shown.map((distribution, i) => makeShareHistogram(distribution, styles[i]!.name, unit));
  const greatest = Math.max(...steps.flatMap(({ bins }) => bins.map(({ share }) => share)));
  const axis = distributionAxis(shown[0]!, unit);
  const means = meanLabels(shown, styles, unit, greatest, axis.position);
  const counts = shown.map(({ n }, i) => prefixSource(styles[i]!, counted(n, "trace")));
  return chart({
    title: { text: heading, subtitle: wrapSubtitle([...counts, "dashed: the mean"]) },
    description: `${heading}: histograms over shared bins, as shares of each source's traces. ${
      means.map(({ words }) => words).join("; ")
    }.`,
    ...SIZE,
    encoding: { color: { ...sourceColourChannel(styles), legend: null } },
    layer: [
      ...overlaidHistogramLayers(steps, {
        x: axis.channel,
        y: {
          scale: { domain: [0, greatest * (1 + LABEL_ROW * (means.length + 1))], nice: false },
          axis: { title: "share of traces", format: ".0%", tickCount: 5, domain: false, ticks: false },
        },
      }),
      {
        data: { values: means },
        mark: { type: "rule", strokeDash: [4, 3], strokeWidth: 1.5, aria: false },
        encoding: {
          x: { field: "mean", type: "quantitative" },
          y: { field: "top", type: "quantitative" },
          y2: { datum: 0 },
        },
      },
      ...(["left", "right"] as const).map((side) => ({
        data: { values: means.filter((mean) => mean.side === side) },
        mark: {
          type: "text",
          align: side,
          baseline: "top",
          dx: side === "left" ? 6 : -6,
          fontSize: 12,
          fontWeight: "bold",
          aria: false,
        },
        encoding: {
          x: { field: "mean", type: "quantitative" },
          y: { field: "top", type: "quantitative" },
          text: { field: "label", type: "nominal" },
        },
      })),
    ],
  });
}

/** Places a label beside each source's mean, each in a row of its own, so that no label crosses another mean's line. */
function meanLabels(
  shown: readonly Distribution[],
  styles: readonly SourceStyle[],
  unit: string,
  greatest: number,
  place: (value: number) => number,
) {
  const means = shown.map(({ n, sum }, i) => {
    const mean = sum / n;
    const { name, isNamed } = styles[i]!;
    const label = `${isNamed ? `${name} · ` : ""}mean ${oneDecimal(mean)}`;
    // A bold letter is about 8.5 px wide at font size 12.
    const side = place(mean) * SIZE.width + label.length * 8.5 < SIZE.width
      ? "left" as const
      : "right" as const;
    return {
      source: name,
      mean,
      side,
      label,
      words: prefixSource(styles[i]!, `${counted(n, "trace")}, mean ${oneDecimal(mean)} ${unit}`),
    };
  });
  const outward = means.toSorted((a, b) =>
    a.side === b.side ? (a.side === "left" ? a.mean - b.mean : b.mean - a.mean) : a.side === "left" ? 1 : -1
  );
  return means.map((mean) => {
    const row = outward.indexOf(mean);
    return { ...mean, top: greatest * (1 + LABEL_ROW * (means.length - row)) };
  });
}
