import { counted, whole } from "../display/mod.ts";
import type { Distribution } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, subplotChart } from "./chart/subplot.ts";
import { TOOLTIP_CHANNELS } from "./chart/theme.ts";
import { distributionAxis } from "./marks/axes.ts";
import { describeFact, wrapSubtitle } from "./marks/labels.ts";
import { prefixSource, sourceColourChannel, type SourceStyle, styleSources } from "./marks/source_style.ts";
import { makeShareHistogram, overlaidHistogramLayers } from "./marks/overlaid_histograms.ts";

const TITLE = "How facts are distributed";
const SIZE = { width: 212, height: 120 };
/** Height of the line with a source's quartiles below the histogram, in px. */
const QUARTILE_ROW = 13;

/**
 * Draws how facts of traces are distributed: a small histogram each, the sources over one another as shares of their
 * traces, with the middle half and the median of each source below it. Look for long tails, for two peaks, and for
 * sources that lie apart.
 *
 * @param distributions The distributions, as `distributions` gives them.
 * @returns The chart; each x in the fact's own unit (logarithmic where a few traces are far above the others), y in
 * percent of a source's traces.
 * @throws {RangeError} If there are more than four sources.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { distributions, plotFactsDistributions } from "tracebook";
 * import { traceFacts } from "../measure/mod.ts";
 *
 * const facts = [3, 5, 7].map((turns) => ({ ...traceFacts({ id: "a", conversations: [] }), turns }));
 * const chart = plotFactsDistributions(distributions(facts, ["turns", "errors"]));
 * assertStringIncludes(chart.spec.description, "Conversation length (turns): all traces median 5");
 * ```
 */
export function plotFactsDistributions(distributions: readonly Distribution[]): Chart {
  const facts = [...Map.groupBy(distributions, ({ fact }) => fact)];
  const groups = [...new Set(distributions.map(({ group }) => group))];
  if (groups.length === 0) return subplotChart(emptySubplot(TITLE, "no traces"));
  const styles = styleSources(groups);
  const styleOf = ({ group }: Distribution) => styles[groups.indexOf(group)]!;
  const subplots = facts.map(([fact, shown], i) =>
    factSubplot(describeFact(fact), shown, styles, styleOf, i % 3 === 0)
  );
  const traces = groups.map((group, i) => {
    const most = Math.max(...distributions.filter((one) => one.group === group).map(({ n }) => n));
    return prefixSource(styles[i]!, counted(most, "trace"));
  });
  return chart({
    title: {
      text: TITLE,
      subtitle: wrapSubtitle([...traces, "below: the median, and the middle half of the traces"]),
      fontSize: 16,
      subtitleFontSize: 12,
    },
    description: `${TITLE}: small histograms. ${subplots.map(({ description }) => description).join(" ")}`,
    columns: 3,
    spacing: { column: 26, row: 30 },
    concat: subplots.map(({ spec }) => spec),
  });
}

function factSubplot(
  { title, unit }: { title: string; unit: string },
  distributions: readonly Distribution[],
  styles: readonly SourceStyle[],
  styleOf: (distribution: Distribution) => SourceStyle,
  first: boolean,
): Subplot {
  const shown = distributions.filter(({ n }) => n > 0);
  const height = SIZE.height + styles.length * QUARTILE_ROW;
  const heading = { text: title, fontSize: 12, offset: 6 };
  if (shown.length === 0) {
    const { spec } = emptySubplot(title, "not measured", { width: SIZE.width, height });
    return { spec: { ...spec, title: heading }, description: `${title}: not measured.` };
  }
  const steps = shown.map((distribution) =>
    makeShareHistogram(distribution, styleOf(distribution).name, unit)
  );
  const greatest = Math.max(...steps.flatMap(({ bins }) => bins.map(({ share }) => share)));
  const { channel } = distributionAxis(shown[0]!, unit, 5);
  // The lines of quartiles stand below zero on the y scale, where no bar is.
  const perPixel = greatest * 1.04 / SIZE.height;
  const quartiles = shown.map((distribution) => {
    const { q1, median, q3 } = distribution;
    const { name } = styleOf(distribution);
    const row = styles.findIndex((style) => style.name === name);
    return {
      source: name,
      q1,
      median,
      q3,
      at: -(row + 0.6) * QUARTILE_ROW * perPixel,
      label: formatAmount(median!),
      words: describeQuartiles(name, distribution),
    };
  });
  const y = { field: "at", type: "quantitative" as const };
  const spec = {
    title: heading,
    width: SIZE.width,
    height,
    encoding: { color: sourceColourChannel(styles) },
    layer: [
      ...overlaidHistogramLayers(steps, {
        x: channel,
        y: {
          scale: { domain: [-styles.length * QUARTILE_ROW * perPixel, greatest * 1.04], nice: false },
          axis: {
            title: first ? "share of traces" : null,
            format: ".0%",
            values: shareTicks(greatest),
            domain: false,
            ticks: false,
          },
        },
      }),
      {
        data: { values: quartiles },
        mark: { type: "rule", strokeWidth: 3, opacity: 0.6, aria: false },
        encoding: { x: { field: "q1", type: "quantitative" }, x2: { field: "q3" }, y },
      },
      {
        data: { values: quartiles },
        mark: { type: "text", align: "left", dx: 5, fontSize: 10, aria: false },
        encoding: {
          x: { field: "q3", type: "quantitative" },
          y,
          text: { field: "label", type: "nominal" },
        },
      },
      {
        data: { values: quartiles },
        mark: { type: "point", filled: true, opacity: 1, size: 34, shape: "circle" },
        encoding: {
          x: { field: "median", type: "quantitative" },
          y,
          ...TOOLTIP_CHANNELS,
        },
      },
    ],
  };
  const medians = quartiles.map(({ words }) => words);
  return {
    spec: spec as unknown as Subplot["spec"],
    description: `${title} (${unit}): ${medians.join("; ")}.`,
  };
}

function describeQuartiles(name: string, { q1, median, q3 }: Distribution): string {
  return `${name} median ${formatAmount(median!)}, middle half ${formatAmount(q1!)} to ${formatAmount(q3!)}`;
}

function formatAmount(value: number): string {
  return value < 100 ? String(Math.round(value * 10) / 10) : whole(value);
}

/** Returns zero and two or three round shares above it. */
function shareTicks(greatest: number): number[] {
  const step = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5].find((step) => greatest / step < 4) ?? 0.5;
  return Array.from({ length: Math.floor(greatest / step + 1e-9) + 1 }, (_, i) => i * step);
}
