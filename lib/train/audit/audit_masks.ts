import { type Displayable, displayable } from "../../display/mod.ts";
import type { MaskLoss, MaskReport, NothingTrained } from "../mask/mask_report.ts";
import type { AuditState } from "./audit_state.ts";
import { auditBundle } from "./audit_table.ts";
import { runningAudit } from "./running_audit.ts";
import { fitting, lengthBins, type Percentiles, percentiles } from "./token_lengths.ts";

/** What masking made of a data set. */
export interface MaskAudit {
  /** Traces. */
  traces: number;
  /** Records, all windows counted. */
  windows: number;
  /** Tokens in the records, those that come again as context included. */
  tokens: number;
  /** Tokens that the records train. */
  trained: number;
  /** Their part of the records' tokens, 0–1; null if there are none. */
  share: number | null;
  /** Tokens of the whole conversations. */
  total: number;
  /** Tokens that an unlimited window would train. */
  trainable: number;
  /** What was lost: tokens, gpt turns and clipped texts, and tools left out of traces' system prompts. */
  lost: MaskLoss;
  /** Traces that train nothing, by reason, the most frequent first; with the smallest id as an example. */
  nothing: { reason: NothingTrained; traces: number; id: string }[];
  /** gpt turns. */
  gptTurns: number;
  /** gpt turns with a trained token. */
  trainedTurns: number;
  /** Those among them whose end-of-turn is not trained. */
  untrainedEnds: number;
  /** Calls that the end of a record cuts in two. */
  truncatedCalls: number;
  /** Thoughts. */
  thoughts: number;
  /** Thoughts that are whole in a record, trained or context. */
  thoughtsKept: number;
  /** Special tokens that stand in texts. */
  specialTokens: number;
  /** The longest conversation; null if there is none. */
  longest: { id: string; tokens: number } | null;
  /** How long the conversations are, in tokens; null if there are none. */
  percentiles: Percentiles | null;
  /** How many conversations fit whole into the common windows: `[tokens, traces]`. */
  fits: [window: number, traces: number][];
  /** How many conversations have how many tokens; four bins to a doubling. */
  lengths: { edges: number[]; counts: number[] };
  /** What one should know, the loudest first. */
  warnings: string[];
}

/**
 * Looks over what masking made of traces: how much is trained, what was lost, how long the traces are; and warns, with
 * the reason, of traces that train nothing.
 *
 * @param reports The traces' reports, as `maskTrace` gives them; read once.
 * @returns The audit. In a notebook it shows as tables, with the warnings on top.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { auditMasks, embeddedTokenizer, loadTraces, maskTrace } from "tracebook";
 *
 * const tokenizer = await embeddedTokenizer();
 * const traces = await loadTraces("sample").head(2);
 * const audit = auditMasks(traces.map((trace) => maskTrace(trace, tokenizer, { method: "tutorial" }).report));
 * assertEquals([audit.traces, audit.trained], [2, 0]);
 * assertEquals(audit.warnings[0]!.startsWith("2 of 2 traces train nothing."), true);
 * ```
 */
export function auditMasks(reports: Iterable<MaskReport>): MaskAudit & Displayable {
  const audit = runningAudit();
  for (const report of reports) audit.add(report);
  return presentAudit(audit.state());
}

/**
 * What a state says: all that is divided or sorted.
 *
 * @param state The state.
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
    fits: fitting(lengths),
    lengths: lengthBins(lengths),
    warnings: warningsOf(state, reasons.map(([, { words }]) => words)),
  };
  return displayable(audit, () => auditBundle(audit));
}

function warningsOf(
  { traces, nothing, specialTokens, untrainedEnds, trainedTurns }: AuditState,
  words: string[],
) {
  const without = [...nothing.values()].reduce((sum, one) => sum + one.traces, 0);
  return [
    ...(without > 0 ? [`${without} of ${traces} traces train nothing. ${words.join(" ")}`] : []),
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
