import type { ResponseContent } from "./response_content.ts";

/** What kind of error a response reports. */
export type ErrorClass =
  | "exit_code"
  | "not_found"
  | "permission"
  | "timeout"
  | "invalid_arguments"
  | "unknown_tool"
  | "network_http"
  | "traceback"
  | "refused"
  | "interrupted"
  | "other";

/** The classes, in the order in which tables show them. */
export const ERROR_CLASSES: readonly ErrorClass[] = [
  ...(["exit_code", "not_found", "permission", "timeout", "invalid_arguments", "unknown_tool"] as const),
  ...(["network_http", "traceback", "refused", "interrupted", "other"] as const),
];

/**
 * What else there is to know, without changing the outcome:
 * - `benign`: a code other than 0 that says nothing failed (grep without a match);
 * - `benign_possible`: exit 1 without output, which a grep without a match and a silent failure share;
 * - `signal`: the process was ended by a signal;
 * - `masked_failure`: the code or flag says success, the last line of the text does not;
 * - `partial`: some of several results are good, or an edit was half done;
 * - `subject_failed`: the tool worked, and reports that what it looked at had failed;
 * - `pending`: started or still running, not finished;
 * - `not_executed`: the tool did not run.
 */
export type OutcomeFlag =
  | "benign"
  | "benign_possible"
  | "signal"
  | "masked_failure"
  | "partial"
  | "subject_failed"
  | "pending"
  | "not_executed";

/** A judgement without its reasons. */
export interface Verdict {
  /** Success, failure, or neither can be told. */
  outcome: "ok" | "error" | "unknown";
  /** The kind of error; with `unknown`, the kind it may be. */
  class?: ErrorClass;
  /** What else there is to know. */
  flags?: OutcomeFlag[];
}

/** What a tool response says of its call, and why we think so. */
export interface Outcome extends Verdict {
  /** What else there is to know; empty if nothing. */
  flags: OutcomeFlag[];
  /** The field or text that decided, shortened. */
  evidence: string;
  /** The name of the rule that decided. */
  rule: string;
}

/** The verdict that a call succeeded. */
export const ok = (...flags: OutcomeFlag[]): Verdict => ({ outcome: "ok", flags });

/** The verdict that a call failed. */
export const failed = (errorClass: ErrorClass, ...flags: OutcomeFlag[]): Verdict => ({
  outcome: "error",
  class: errorClass,
  flags,
});

/** What a rule found: what decided it, and the verdict. */
export interface Finding {
  /** The field or text that decided. */
  evidence: string;
  /** The verdict. */
  verdict: Verdict;
}

/** One line of a table of rules. Rules are tried in order, and the first that finds something decides. */
export interface OutcomeRule {
  /** What the rule looks at, in a few words; an outcome names it. */
  name: string;
  /** The tools it is for; all, if absent. */
  tools?: RegExp;
  /** Looks for what the rule is about. */
  find(response: ResponseContent): Finding | undefined;
}

/**
 * A rule over a field: the values it takes, each with its verdict.
 *
 * @param tools The tools it is for; all, if undefined.
 */
export function fieldRule(
  name: string,
  tools: RegExp | undefined,
  field: string,
  verdicts: Record<string, Verdict | ((response: ResponseContent) => Verdict)>,
): OutcomeRule {
  return {
    name,
    ...(tools ? { tools } : {}),
    find(response) {
      const value = response.fields[field];
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
        return undefined;
      }
      const key = String(value);
      const verdict = Object.hasOwn(verdicts, key) ? verdicts[key]! : undefined;
      if (!verdict) return undefined;
      return {
        evidence: `${field}: ${key}`,
        verdict: typeof verdict === "function" ? verdict(response) : verdict,
      };
    },
  };
}
