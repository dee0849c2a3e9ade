import { escapeHtml, type MimeBundle, table } from "../display/mod.ts";
import type { MetricName } from "./compare/metrics.ts";
import { GROUP_PLURALS, type GroupBy } from "./groups.ts";
import type { CorrelationEstimate } from "./statistics/correlation.ts";

/** A correlation with two 95 % intervals. Those without `cluster` are the textbook's, for independent traces. */
export interface ClusteredEstimate extends CorrelationEstimate {
  /** Lower end, traces with the same first human turn taken together; null with fewer than four such clusters. */
  clusterLow: number | null;
  /** Upper end, traces with the same first human turn taken together; null with fewer than four such clusters. */
  clusterHigh: number | null;
}

/** How two metrics go together in a group of traces. */
export interface GroupCorrelation {
  /** The group's name; null for all traces, and for those that belong to none. */
  group: string | null;
  /** Traces that have both metrics. */
  n: number;
  /** Different first human turns of these traces. */
  clusters: number;
  /** Pearson's correlation: how near to a line. */
  pearson: ClusteredEstimate;
  /** Spearman's correlation: how near to one order. */
  spearman: ClusteredEstimate;
}

/**
 * What groups make of a correlation over all traces: it `holds` within them, is `reversed` (Simpson's paradox),
 * `vanishes` or `appears`, or there is `none` either way: none that the data can tell.
 */
export type CorrelationReading = "holds" | "reversed" | "vanishes" | "appears" | "none";

/** How two metrics go together. */
export interface Correlations {
  /** The one metric. */
  x: { name: MetricName; label: string };
  /** The other metric. */
  y: { name: MetricName; label: string };
  /** What traces are grouped by. */
  by: GroupBy;
  /** Over all traces. */
  overall: GroupCorrelation;
  /** Within groups, taken together: of what traces are off their group's mean, or of their ranks within it. */
  pooled: GroupCorrelation;
  /** Within each group, the largest first. */
  within: GroupCorrelation[];
  /** What the groups make of the correlation over all. */
  reading: CorrelationReading;
  /** `reading` as a sentence. */
  sentence: string;
}

/** Correlations as a table, with the sentence that reads it. */
export function correlationBundle({ x, y, by, overall, pooled, within, sentence }: Correlations): MimeBundle {
  const row = (traces: string, { n, clusters, spearman, pearson }: GroupCorrelation) => ({
    traces,
    n,
    clusters,
    ...{ spearman: rounded(spearman.r), spearmanInterval: interval(spearman) },
    ...{ pearson: rounded(pearson.r), pearsonInterval: interval(pearson) },
  });
  const { html, text } = table(
    [
      row("all", overall),
      row(`within ${GROUP_PLURALS[by]}`, pooled),
      ...within.map((group) => row(group.group ?? `without a ${by}`, group)),
    ],
    [
      "traces",
      { key: "n", label: "n" },
      { key: "clusters", label: "first human turns" },
      { key: "spearman", label: "Spearman's ρ", align: "right" },
      { key: "spearmanInterval", label: "95 % interval", align: "right" },
      { key: "pearson", label: "Pearson's r", align: "right" },
      { key: "pearsonInterval", label: "95 % interval", align: "right" },
    ],
    { caption: `${x.label} and ${y.label}` },
  );
  return {
    "text/html": `${html}<p style="margin:2px 12px;color:inherit;">${escapeHtml(sentence)}</p>`,
    "text/plain": `${text}\n\n${sentence}`,
  };
}

function rounded(value: number | null): string {
  return value === null ? "–" : value.toFixed(2);
}

function interval({ clusterLow, clusterHigh }: ClusteredEstimate): string {
  return clusterLow === null ? "–" : `${rounded(clusterLow)} to ${rounded(clusterHigh)}`;
}

/**
 * What groups make of a correlation, by Spearman's and its clustered interval: a correlation is one if its interval
 * leaves out 0. Where it does not, nothing is told of there being none.
 */
export function readCorrelations(
  { x, y, by, overall, pooled }: Omit<Correlations, "reading" | "sentence">,
): Pick<Correlations, "reading" | "sentence"> {
  const [over, inside] = [sign(overall), sign(pooled)];
  const reading: CorrelationReading = over === 0
    ? inside === 0 ? "none" : "appears"
    : inside === 0
    ? "vanishes"
    : inside === over
    ? "holds"
    : "reversed";
  const groups = GROUP_PLURALS[by];
  const goes = (way: number) => way > 0 ? "more" : way < 0 ? "fewer" : "more or fewer";
  const start = `Over all traces, ${
    over === 0 ? "it cannot be told whether " : ""
  }more ${x.label} goes with ${goes(over)} ${y.label} (ρ ${shown(overall)})`;
  const within = `${goes(inside)} (ρ ${shown(pooled)})`;
  const untold = `within ${groups} it cannot be told (ρ ${shown(pooled)})`;
  const sentences: Record<CorrelationReading, string> = {
    holds: `${start}; within ${groups} too (ρ ${shown(pooled)}).`,
    reversed: `${start}, but within ${groups} with ${within}: Simpson's paradox. Read the ${groups}.`,
    vanishes: `${start}, but ${untold}: it may come from how the ${groups} differ.`,
    appears: `${start}, but within ${groups} with ${within}: differences between ${groups} may hide it.`,
    none: `${start}, and ${untold} either.`,
  };
  return { reading, sentence: sentences[reading] };
}

function sign({ spearman: { clusterLow, clusterHigh } }: GroupCorrelation): number {
  if (clusterLow === null || clusterHigh === null) return 0;
  return clusterLow > 0 ? 1 : clusterHigh < 0 ? -1 : 0;
}

function shown({ spearman: { r } }: GroupCorrelation): string {
  return r === null ? "–" : r.toFixed(2);
}
