import { escapeHtml, type MimeBundle, table } from "../../display/mod.ts";
import type { ClusteredEstimate, Correlations, GroupCorrelation } from "./correlations.ts";
import { GROUPS } from "./read_correlations.ts";

/**
 * Correlations as a table, with the sentence that reads it.
 *
 * @param correlations The correlations.
 * @returns HTML and text.
 */
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
      row(`within ${GROUPS[by]}`, pooled),
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
