import { escapeHtml, type MimeBundle, table } from "../../display/mod.ts";
import { counted, percent, whole } from "../../display/numbers.ts";
import type { MaskAudit } from "./audit_masks.ts";

/**
 * An audit as two tables, warnings first.
 *
 * @param audit The audit.
 * @returns HTML and text.
 */
export function auditBundle(audit: MaskAudit): MimeBundle {
  const facts = table(
    factsOf(audit),
    [{ key: "what" }, { key: "count", align: "right" }, { key: "remark" }],
    {
      caption: `Masks of ${counted(audit.traces, "trace")}`,
    },
  );
  const fits = table(
    audit.fits.map(([window, traces]) => ({
      window: `${window / 1024}k`,
      traces,
      share: percent(audit.traces === 0 ? 0 : traces / audit.traces),
    })),
    [{ key: "window", align: "right" }, { key: "traces" }, { key: "share", align: "right" }],
    { caption: "Traces that fit whole" },
  );
  const loud = audit.warnings.map((warning) =>
    `<p role="alert" style="margin:6px 0;padding:6px 12px;border-left:4px solid #c25030;"><strong>Warning</strong> ${
      escapeHtml(warning)
    }</p>`
  );
  return {
    "text/html": (loud.join("") + facts.html + fits.html).toWellFormed(),
    "text/plain": [...audit.warnings.map((warning) => `WARNING: ${warning}`), facts.text, "", fits.text].join(
      "\n",
    ),
  };
}

function factsOf(audit: MaskAudit): { what: string; count: string; remark: string }[] {
  const of = (part: number, all: number, name: string) =>
    all === 0 ? "" : `${percent(part / all)} of ${name}`;
  const { percentiles: p, longest, lost } = audit;
  const rows: [what: string, count: number, remark: string][] = [
    ["records", audit.windows, ""],
    ["tokens in records", audit.tokens, ""],
    ["trained tokens", audit.trained, of(audit.trained, audit.tokens, "the records' tokens")],
    ["trainable tokens", audit.trainable, "in an unlimited window"],
    ["lost tokens", lost.tokens, lost.tokens === 0 ? "" : lossWords(audit)],
    ["clipped texts", lost.clipped, "of users and tools, in their middles"],
    ["traces that train nothing", audit.nothing.reduce((sum, { traces }) => sum + traces, 0), ""],
    ["gpt turns", audit.gptTurns, of(audit.trainedTurns, audit.gptTurns, "them are trained")],
    ["untrained ends of turns", audit.untrainedEnds, "of trained gpt turns"],
    ["calls cut in two", audit.truncatedCalls, ""],
    ["thoughts", audit.thoughts, of(audit.thoughtsKept, audit.thoughts, "them are kept")],
    ["special tokens in texts", audit.specialTokens, ""],
    ["longest trace, in tokens", longest?.tokens ?? 0, longest?.id ?? ""],
  ];
  const spread = p && `50% ${whole(p.p50)} · 90% ${whole(p.p90)} · 95% ${whole(p.p95)} · 99% ${whole(p.p99)}`;
  return [
    ...rows.map(([what, count, remark]) => ({ what, count: whole(count), remark })),
    ...(spread ? [{ what: "lengths in tokens", count: "", remark: spread }] : []),
  ];
}

function lossWords({ lost, trainable }: MaskAudit): string {
  return `${percent(lost.tokens / trainable)} of the trainable, of ${counted(lost.turns, "gpt turn")}`;
}
