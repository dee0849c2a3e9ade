import { counted, percent, whole } from "../display/mod.ts";
import type { Reaction, RecoveryRate, Share } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, subplotChart } from "./chart/subplot.ts";
import { SOURCE_COLOURS, TEXT_COLOURS, TOOLTIP_CHANNELS } from "./chart/theme.ts";
import { wrapSubtitle } from "./marks/labels.ts";
import { prefixSource, sourceColourChannel, type SourceStyle, styleSources } from "./marks/source_style.ts";

const TITLE = "After a failed call";
const WIDTH = 270;
const BAR_HEIGHT = 16;
/** Opacity of a bar: light enough for the line of an interval to be seen on it. */
const BAR_OPACITY = 0.55;

const REACTION_LABELS: Record<Reaction, string> = {
  retried: "same call again",
  changed_arguments: "other arguments",
  changed_tool: "another tool",
  asked: "asked",
  gave_up: "gave up",
};

/**
 * Draws what traces do after a failed call, and how often they recover: bars with 95 % intervals. Look on the left for
 * what is done most, and on the right whether it helps.
 *
 * @param rates The shares, as `recoveryRates` gives them: one for each group and reaction. Of more than four groups the
 * first four are drawn, and the subtitle says so.
 * @returns The chart; on the left in percent of a group's failed calls, on the right in percent of those with that reaction.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotRecovery } from "tracebook";
 * import { wilsonShare } from "../measure/mod.ts";
 *
 * const chart = plotRecovery([
 *   { group: null, reaction: "retried", share: wilsonShare(10, 40), recovered: wilsonShare(7, 10) },
 *   { group: null, reaction: "gave_up", share: wilsonShare(30, 40), recovered: wilsonShare(0, 30) },
 * ]);
 * assertStringIncludes(chart.spec.description, "same call again 25% (recovered 70%)");
 * ```
 */
export function plotRecovery(rates: readonly RecoveryRate[]): Chart {
  const all = [...Map.groupBy(rates.filter(({ share }) => share.whole > 0), ({ group }) => group)];
  if (all.length === 0) return subplotChart(emptySubplot(TITLE, "no failed calls"));
  const groups = all.slice(0, SOURCE_COLOURS.length);
  const styles = styleSources(groups.map(([group]) => group));
  const rows = groups.flatMap(([, shares], k) => shares.map((one) => recoveryRow(one, styles[k]!.name)));
  const reactions = [...new Set(rows.map(({ reaction }) => reaction))];
  const failed = groups.map(([, shares], k) =>
    prefixSource(styles[k]!, counted(shares[0]!.share.whole, "failed call"))
  );
  const rest = all.length > groups.length ? `${whole(groups.length)} of ${whole(all.length)} groups` : "";
  const subtitle = wrapSubtitle([rest, ...failed, "lines are 95 % intervals (Wilson)"]);
  const look = { styles, reactions };
  return chart({
    title: { text: TITLE, subtitle },
    description: `${TITLE}: bars with intervals. ${
      groups.map(([, shares], k) => `${failed[k]}; ${shares.map(describeReaction).join(", ")}`).join(". ")
    }.`,
    spacing: 34,
    hconcat: [
      barsSubplot(
        "What is done next",
        "of failed calls",
        rows.map(({ next, ...of }) => ({ ...of, ...next })),
        look,
        true,
      ),
      barsSubplot(
        "Is it recovered from?",
        "of these",
        rows.map(({ after, ...of }) => ({ ...of, ...after })),
        look,
        false,
      ),
    ],
  });
}

function describeReaction({ reaction, share, recovered }: RecoveryRate): string {
  const then = recovered.rate === null || reaction === "gave_up"
    ? ""
    : ` (recovered ${percent(recovered.rate)})`;
  return `${REACTION_LABELS[reaction]} ${percent(share.rate!)}${then}`;
}

/** A bar with its interval, and the text beside it. */
interface Bar {
  rate: number;
  low: number;
  high: number;
  label: string;
}

function recoveryRow({ reaction, share, recovered }: RecoveryRate, source: string) {
  const none = { rate: 0, low: 0, high: 0 };
  const bar = ({ rate, low, high, part }: Share, of: number): Bar => ({
    rate: rate!,
    low: low!,
    high: high!,
    label: `${percent(rate!)} · ${whole(part)} of ${whole(of)}`,
  });
  return {
    source,
    reaction: REACTION_LABELS[reaction],
    next: bar(share, share.whole),
    // After giving up nothing can succeed: an empty bar with an interval would say that it was tried.
    after: reaction === "gave_up"
      ? { ...none, label: "nothing was tried" }
      : recovered.whole === 0
      ? { ...none, label: "did not happen" }
      : bar(recovered, recovered.whole),
  };
}

/** Options for {@linkcode barsSubplot}. */
interface BarsOptions {
  styles: SourceStyle[];
  reactions: string[];
}

function barsSubplot(
  title: string,
  unit: string,
  values: (Bar & { source: string; reaction: string })[],
  { styles, reactions }: BarsOptions,
  named: boolean,
) {
  const band = styles.length * BAR_HEIGHT + 12;
  const rows = values.map((row) => ({
    ...row,
    words: `${row.source}, ${row.reaction}: ${row.label}, ${unit}`,
  }));
  const spec = {
    title: { text: title, fontSize: 12, offset: 8 },
    width: WIDTH,
    height: reactions.length * band,
    data: { values: rows },
    encoding: {
      y: {
        field: "reaction",
        type: "nominal",
        scale: { domain: reactions, paddingInner: 12 / band, paddingOuter: 6 / band },
        axis: { title: null, domain: false, ticks: false, labels: named, labelPadding: 10 },
      },
      yOffset: { field: "source", type: "nominal", scale: { domain: styles.map(({ name }) => name) } },
      ...TOOLTIP_CHANNELS,
    },
    layer: [
      {
        // an empty bar would still have an outline
        data: { values: rows.filter(({ rate }) => rate > 0) },
        mark: {
          type: "bar",
          height: BAR_HEIGHT - 3,
          fillOpacity: BAR_OPACITY,
          strokeWidth: 1,
          cornerRadiusEnd: 1,
        },
        encoding: {
          x: {
            field: "rate",
            type: "quantitative",
            scale: { domain: [0, 1] },
            axis: { title: unit, format: ".0%", tickCount: 5, domain: false, ticks: false },
          },
          fill: sourceColourChannel(styles),
          stroke: sourceColourChannel(styles),
        },
      },
      {
        data: { values: rows.filter(({ high }) => high > 0) },
        mark: { type: "rule", strokeWidth: 1.5, color: TEXT_COLOURS.strong, aria: false },
        encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
      },
      {
        mark: { type: "text", aria: false, align: "left", dx: 6, fontSize: 10, color: TEXT_COLOURS.normal },
        encoding: { x: { field: "high", type: "quantitative" }, text: { field: "label", type: "nominal" } },
      },
    ],
  };
  return spec as unknown as Subplot["spec"];
}
