import {
  counted,
  type Displayable,
  displayable,
  escapeHtml,
  type MimeBundle,
  percent,
  table,
  whole,
} from "../../display/mod.ts";
import {
  type AuditState,
  fitsByWindow,
  lengthBins,
  type Percentiles,
  percentiles,
  runningAudit,
} from "./audit_state.ts";
import type { MaskCounts, MaskReport, NothingTrained } from "./mask_report.ts";
import type { MaskedTrace } from "./mask_trace.ts";

/** Result of {@linkcode auditMasks}: counts, losses and lengths of all traces, and warnings. */
export interface MaskAudit extends MaskCounts {
  /** How many traces there are. */
  traces: number;
  /** Trained tokens as a share of the records' tokens, 0–1; null if there are none. */
  share: number | null;
  /** Traces that train nothing, by reason, the most frequent first; with the smallest id as an example. */
  nothing: { reason: NothingTrained; traces: number; id: string }[];
  /** The longest conversation; null if there is none. */
  longest: { id: string; tokens: number } | null;
  /** Percentiles of the conversations' lengths in tokens; null if there are none. */
  percentiles: Percentiles | null;
  /** How many conversations fit whole into each of the common windows: `[tokens, traces]`. */
  fits: [window: number, traces: number][];
  /** Histogram of the conversations' lengths in tokens, with four bins to a doubling. */
  lengths: { edges: number[]; counts: number[] };
  /** Human-readable warnings, the gravest first. */
  warnings: string[];
}

/**
 * Sums up what masking made of traces: how much is trained, what was lost, how long the traces are; and warns, with the
 * reason, of traces that train nothing.
 *
 * @param reports The traces' reports, as {@linkcode maskTrace} gives them; read once.
 * @returns The audit. In a notebook it shows as tables, with the warnings on top.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { auditMasks, loadTokenizer, loadTraces, maskTrace } from "tracebook";
 *
 * const tokenizer = await loadTokenizer();
 * const traces = await loadTraces("sample").head(2);
 * const audit = auditMasks(traces.map((trace) => maskTrace(trace, tokenizer, { method: "tutorial" }).report));
 * assertEquals([audit.traces, audit.trained], [2, 0]);
 * assertEquals(audit.warnings[0]!.startsWith("2 of 2 traces train nothing."), true);
 * ```
 */
export function auditMasks(reports: Iterable<MaskReport>): MaskAudit & Displayable;
/**
 * Sums up what masking makes of traces while it makes it; no record is kept.
 *
 * @param masked Masked traces, as {@linkcode maskTraces} gives them; read once.
 * @returns The audit. In a notebook it shows as tables, with the warnings on top.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { auditMasks, loadTokenizer, loadTraces, maskTraces } from "tracebook";
 *
 * const traces = loadTraces("sample").take(2);
 * const audit = await auditMasks(maskTraces(traces, await loadTokenizer(), { method: "tutorial" }));
 * assertEquals([audit.traces, audit.trained], [2, 0]);
 * ```
 */
export function auditMasks(masked: AsyncIterable<MaskedTrace>): Promise<MaskAudit & Displayable>;
export function auditMasks(
  masks: Iterable<MaskReport> | AsyncIterable<MaskedTrace>,
): (MaskAudit & Displayable) | Promise<MaskAudit & Displayable> {
  const audit = runningAudit();
  if (Symbol.asyncIterator in masks) {
    return (async () => {
      for await (const { report } of masks) audit.add(report);
      return presentAudit(audit.state());
    })();
  }
  for (const report of masks) audit.add(report);
  return presentAudit(audit.state());
}

/**
 * Returns the audit that a state stands for: divides, sorts and words what was counted.
 *
 * @param state The state of an audit, as {@linkcode runningAudit} gives it.
 * @returns The audit.
 */
export function presentAudit(state: AuditState): MaskAudit & Displayable {
  const { lengths, nothing, ...sums } = state;
  const reasons = [...nothing].sort(([a, x], [b, y]) => y.traces - x.traces || (a < b ? -1 : 1));
  const audit: MaskAudit = {
    ...sums,
    share: state.tokens === 0 ? null : state.trained / state.tokens,
    nothing: reasons.map(([reason, { traces, id }]) => ({ reason, traces, id })),
    percentiles: percentiles(lengths),
    fits: fitsByWindow(lengths),
    lengths: lengthBins(lengths),
    warnings: warningsOf(state, reasons.map(([, { warning }]) => warning)),
  };
  return displayable(audit, () => auditBundle(audit));
}

function warningsOf(
  { traces, nothing, specialTokens, untrainedEnds, trainedTurns }: AuditState,
  reasons: string[],
) {
  const without = [...nothing.values()].reduce((sum, one) => sum + one.traces, 0);
  return [
    ...(without > 0 ? [`${without} of ${traces} traces train nothing. ${reasons.join(" ")}`] : []),
    ...(untrainedEnds > 0
      ? [
        `${untrainedEnds} of ${trainedTurns} trained gpt turns do not train their end: a model does not learn to stop there.`,
      ]
      : []),
    ...(specialTokens > 0
      ? [`Texts hold special tokens (${specialTokens}), which a model reads as ends and beginnings of turns.`]
      : []),
  ];
}

/** Returns an audit as two tables, warnings first. */
function auditBundle(audit: MaskAudit): MimeBundle {
  const facts = table(
    auditRows(audit),
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
  const alerts = audit.warnings.map((warning) =>
    `<p role="alert" style="margin:6px 0;padding:6px 12px;border-left:4px solid #c25030;"><strong>Warning</strong> ${
      escapeHtml(warning)
    }</p>`
  );
  return {
    "text/html": (alerts.join("") + facts.html + fits.html).toWellFormed(),
    "text/plain": [...audit.warnings.map((warning) => `WARNING: ${warning}`), facts.text, "", fits.text].join(
      "\n",
    ),
  };
}

function auditRows(audit: MaskAudit): { what: string; count: string; remark: string }[] {
  const shareOf = (part: number, all: number, name: string) =>
    all === 0 ? "" : `${percent(part / all)} of ${name}`;
  const { percentiles: p, longest, lost } = audit;
  const rows: [what: string, count: number, remark: string][] = [
    ["records", audit.windows, ""],
    ["tokens in records", audit.tokens, ""],
    ["trained tokens", audit.trained, shareOf(audit.trained, audit.tokens, "the records' tokens")],
    ["trainable tokens", audit.trainable, "in an unlimited window"],
    ["lost tokens", lost.tokens, lost.tokens === 0 ? "" : lossRemark(audit)],
    ["clipped texts", lost.clipped, "of users and tools, in their middles"],
    ["traces that train nothing", audit.nothing.reduce((sum, { traces }) => sum + traces, 0), ""],
    ["gpt turns", audit.gptTurns, shareOf(audit.trainedTurns, audit.gptTurns, "them are trained")],
    ["untrained ends of turns", audit.untrainedEnds, "of trained gpt turns"],
    ["calls cut in two", audit.truncatedCalls, ""],
    ["thoughts", audit.thoughts, shareOf(audit.thoughtsKept, audit.thoughts, "them are kept")],
    ["special tokens in texts", audit.specialTokens, ""],
    ["longest trace, in tokens", longest?.tokens ?? 0, longest?.id ?? ""],
  ];
  const spread = p && `50% ${whole(p.p50)} · 90% ${whole(p.p90)} · 95% ${whole(p.p95)} · 99% ${whole(p.p99)}`;
  return [
    ...rows.map(([what, count, remark]) => ({ what, count: whole(count), remark })),
    ...(spread ? [{ what: "lengths in tokens", count: "", remark: spread }] : []),
  ];
}

function lossRemark({ lost, trainable }: MaskAudit): string {
  return `${percent(lost.tokens / trainable)} of the trainable, of ${counted(lost.turns, "gpt turn")}`;
}
