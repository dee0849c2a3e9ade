import { escapeHtml, type MimeBundle, table } from "../../display/mod.ts";
import { percent } from "../../display/numbers.ts";
import type { MaskReport } from "./mask_report.ts";

/**
 * What became of traces, as a table with the warnings below.
 *
 * @param reports One report a trace.
 * @returns HTML and text.
 */
export function reportBundle(reports: readonly MaskReport[]): MimeBundle {
  const { html, text } = table(reports.map((report) => ({
    id: report.id,
    tokens: report.total,
    trainable: report.trainable,
    trained: report.trained,
    share: percent(report.tokens === 0 ? 0 : report.trained / report.tokens),
    windows: report.windows,
    "lost tokens": report.lost.tokens,
    "lost turns": report.lost.turns,
    clipped: report.lost.clipped,
    "tools left out": report.lost.tools,
    "untrained ends": report.untrainedEnds,
    "cut calls": report.truncatedCalls,
    "thoughts kept": `${report.thoughtsKept} of ${report.thoughts}`,
  })));
  const warnings = reports.flatMap((report) => report.warnings);
  const list = warnings.length === 0
    ? ""
    : `<ul style="margin:4px 0;">${
      warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("")
    }</ul>`;
  return { "text/html": (html + list).toWellFormed(), "text/plain": [text, ...warnings].join("\n") };
}
