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

/**
 * The verdict that a call succeeded.
 *
 * @param flags What else there is to know.
 * @returns An ok.
 */
export const ok = (...flags: OutcomeFlag[]): Verdict => ({ outcome: "ok", flags });

/**
 * The verdict that a call failed.
 *
 * @param errorClass The kind of error.
 * @param flags What else there is to know.
 * @returns An error.
 */
export const failed = (errorClass: ErrorClass, ...flags: OutcomeFlag[]): Verdict => ({
  outcome: "error",
  class: errorClass,
  flags,
});
