import { type PackedState, unpackState } from "../measure/pack_state.ts";
import { presentState } from "../measure/present.ts";
import type { Rules } from "../measure/rules.ts";
import { emptyState, mergeStates } from "../measure/state.ts";
import type { Summary } from "../measure/summary.ts";
import { auditMasks, type MaskAudit } from "../train/audit/audit_masks.ts";
import type { MaskReport } from "../train/mask/mask_report.ts";

/**
 * The numbers of all partitions.
 *
 * @param states What each counted, in any order.
 * @param rules By which definitions. @default {structured}
 * @returns The numbers, as `traces measure --json` prints them.
 */
export function mergeMeasures(states: readonly PackedState[], rules = "structured"): Summary {
  return presentState(states.map(unpackState).reduce(mergeStates, emptyState()), rules as Rules);
}

/**
 * The audit of all partitions.
 *
 * @param reports The reports of all traces, in their order.
 * @returns Reports and audit, as `traces mask --json` prints them.
 */
export function mergeMasks(reports: MaskReport[]): { traces: MaskReport[]; audit: MaskAudit } {
  return { traces: reports, audit: auditMasks(reports) };
}
