import type { MaskReport } from "../mask/mask_report.ts";
import { auditOf, type AuditState, emptyAudit, mergeAudits } from "./audit_state.ts";

const BUNCH = 100;

/**
 * Looks over reports as they come.
 *
 * @returns `add` takes a report, `state` gives what was seen so far.
 */
export function runningAudit(): { add(report: MaskReport): void; state(): AuditState } {
  let whole = emptyAudit();
  // merged in bunches: a merge copies how many traces have which length
  let bunch = emptyAudit();
  let count = 0;
  const flush = () => {
    whole = mergeAudits(whole, bunch);
    bunch = emptyAudit();
    count = 0;
  };
  return {
    add(report) {
      bunch = mergeAudits(bunch, auditOf(report));
      if (++count === BUNCH) flush();
    },
    state() {
      flush();
      return whole;
    },
  };
}
