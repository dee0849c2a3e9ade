import { counted, percent, whole } from "../display/mod.ts";
import type { Reaction, RecoveryRate, Share } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptyPanel, type Panel, panelChart } from "./chart/panel.ts";
import { INK, SOURCE_COLOURS, SPOKEN } from "./chart/theme.ts";
import { captionLines } from "./marks/labels.ts";
import { ofSource, sourceColour, type SourceKey, sourceKeys } from "./marks/source_key.ts";

const TITLE = "After a failed call";
const WIDTH = 270;
const BAR = 16;
/** Light enough for the line of an interval to be seen on the bar. */
const OPACITY = 0.55;

const REACTION_WORDS: Record<Reaction, string> = {
  retried: "same call again",
  changed_arguments: "other arguments",
  changed_tool: "another tool",
  asked: "asked",
  gave_up: "gave up",
};

/**
 * What traces do after a failed call, and how often they recover: bars with 95 % intervals.
 *
 * @param rates The shares, one for each group and reaction; all five reactions of a group. Of more than four groups the
 * first four are shown, and the caption says so.
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
  if (all.length === 0) return panelChart(emptyPanel(TITLE, "no failed calls"));
  const groups = all.slice(0, SOURCE_COLOURS.length);
  const keys = sourceKeys(groups.map(([group]) => group));
  const rows = groups.flatMap(([, shares], k) => shares.map((one) => row(one, keys[k]!.name)));
  const reactions = [...new Set(rows.map(({ reaction }) => reaction))];
  const failed = groups.map(([, shares], k) =>
    ofSource(keys[k]!, counted(shares[0]!.share.whole, "failed call"))
  );
  const rest = all.length > groups.length ? `${whole(groups.length)} of ${whole(all.length)} groups` : "";
  const caption = captionLines([rest, ...failed, "lines are 95 % intervals (Wilson)"]);
  const look = { keys, reactions };
  return chart({
    title: { text: TITLE, subtitle: caption },
    description: `${TITLE}: bars with intervals. ${
      groups.map(([, shares], k) => `${failed[k]}; ${shares.map(words).join(", ")}`).join(". ")
    }.`,
    spacing: 34,
    hconcat: [
      barsPanel(
        "What is done next",
        "of failed calls",
        rows.map(({ next, ...of }) => ({ ...of, ...next })),
        look,
        true,
      ),
      barsPanel(
        "Is it recovered from?",
        "of these",
        rows.map(({ after, ...of }) => ({ ...of, ...after })),
        look,
        false,
      ),
    ],
  });
}

function words({ reaction, share, recovered }: RecoveryRate): string {
  const then = recovered.rate === null || reaction === "gave_up"
    ? ""
    : ` (recovered ${percent(recovered.rate)})`;
  return `${REACTION_WORDS[reaction]} ${percent(share.rate!)}${then}`;
}

interface Bar {
  rate: number;
  low: number;
  high: number;
  label: string;
}

function row({ reaction, share, recovered }: RecoveryRate, source: string) {
  const none = { rate: 0, low: 0, high: 0 };
  const bar = ({ rate, low, high, part }: Share, of: number): Bar => ({
    rate: rate!,
    low: low!,
    high: high!,
    label: `${percent(rate!)} · ${whole(part)} of ${whole(of)}`,
  });
  return {
    source,
    reaction: REACTION_WORDS[reaction],
    next: bar(share, share.whole),
    // After giving up nothing can succeed: a bar of nothing with an interval would say that it was tried.
    after: reaction === "gave_up"
      ? { ...none, label: "nothing was tried" }
      : recovered.whole === 0
      ? { ...none, label: "did not happen" }
      : bar(recovered, recovered.whole),
  };
}

interface Look {
  keys: SourceKey[];
  reactions: string[];
}

function barsPanel(
  title: string,
  unit: string,
  values: (Bar & { source: string; reaction: string })[],
  { keys, reactions }: Look,
  named: boolean,
) {
  const band = keys.length * BAR + 12;
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
      yOffset: { field: "source", type: "nominal", scale: { domain: keys.map(({ name }) => name) } },
      ...SPOKEN,
    },
    layer: [
      {
        // the outline of a bar of nothing would be seen
        data: { values: rows.filter(({ rate }) => rate > 0) },
        mark: { type: "bar", height: BAR - 3, fillOpacity: OPACITY, strokeWidth: 1, cornerRadiusEnd: 1 },
        encoding: {
          x: {
            field: "rate",
            type: "quantitative",
            scale: { domain: [0, 1] },
            axis: { title: unit, format: ".0%", tickCount: 5, domain: false, ticks: false },
          },
          fill: sourceColour(keys),
          stroke: sourceColour(keys),
        },
      },
      {
        data: { values: rows.filter(({ high }) => high > 0) },
        mark: { type: "rule", strokeWidth: 1.5, color: INK.strong, aria: false },
        encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
      },
      {
        mark: { type: "text", aria: false, align: "left", dx: 6, fontSize: 10, color: INK.normal },
        encoding: { x: { field: "high", type: "quantitative" }, text: { field: "label", type: "nominal" } },
      },
    ],
  };
  return spec as unknown as Panel["spec"];
}
