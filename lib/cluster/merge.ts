import { type PackedState, unpackState } from "../measure/pack_state.ts";
import { presentState } from "../measure/present.ts";
import type { Rules } from "../measure/rules.ts";
import { emptyState, type MeasureState, mergeStates } from "../measure/state.ts";
import type { Summary } from "../measure/summary.ts";
import { presentAudit } from "../train/audit/audit_masks.ts";
import { runningAudit } from "../train/audit/running_audit.ts";
import type { MaskReport } from "../train/mask/mask_report.ts";
import { exactJson } from "../trace/python/exact_json.ts";

const REPORTS_AT_ONCE = 1000;

/**
 * The numbers of all partitions.
 *
 * @param states What each counted, in any order; read once, and not kept.
 * @param rules By which definitions. @default {structured}
 * @returns The numbers, as `traces measure --json` prints them.
 */
export async function mergeMeasures(
  states: AsyncIterable<PackedState>,
  rules = "structured",
): Promise<Summary> {
  // at i: 2^i of them, or none. A merge copies both, so that one after the other would be quadratic.
  const merged: (MeasureState | undefined)[] = [];
  for await (const packed of states) {
    let state = unpackState(packed);
    let at = 0;
    for (; merged[at]; merged[at++] = undefined) state = mergeStates(merged[at]!, state);
    merged[at] = state;
  }
  const whole = merged.reduce<MeasureState>((a, b) => b ? mergeStates(a, b) : a, emptyState());
  return presentState(whole, rules as Rules);
}

/**
 * The reports of all partitions with their audit.
 *
 * @param reports The reports of all traces, in their order; read once, and not kept.
 * @returns Pieces of the text that `traces mask --json` prints.
 */
export async function* mergeMasks(reports: AsyncIterable<MaskReport>): AsyncGenerator<string> {
  const audit = runningAudit();
  const texts: string[] = [];
  const flush = () => texts.splice(0).join(",");
  yield '{"traces":[';
  for await (const report of reports) {
    if (texts.length === REPORTS_AT_ONCE) yield `${flush()},`;
    texts.push(exactJson(report));
    audit.add(report);
  }
  yield `${flush()}],"audit":${exactJson(presentAudit(audit.state()))}}`;
}
