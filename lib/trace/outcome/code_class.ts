import { type ErrorClass, failed, type OutcomeFlag, type Verdict } from "./outcome.ts";

/** Codes other than 0 that say more than "failed": a timeout, an interrupt, the end by a signal. */
const CODES: ReadonlyMap<number, readonly [ErrorClass, ...OutcomeFlag[]]> = new Map<
  number,
  readonly [ErrorClass, ...OutcomeFlag[]]
>([
  [124, ["timeout"]],
  [130, ["interrupted"]],
  [-2, ["interrupted"]],
  ...[6, 7, 8, 9, 11, 15].flatMap((signal) =>
    [128 + signal, -signal].map((code) => [code, ["exit_code", "signal"]] as const)
  ),
]);

/**
 * Whether a code says more than "failed".
 *
 * @param code The exit code.
 * @returns True for the codes of a timeout, an interrupt and the common signals.
 */
export const isTellingCode = (code: number): boolean => CODES.has(code);

/**
 * The verdict on a program that ended with a code other than 0.
 *
 * @param code The exit code: a shell's (128 + signal) or Python's (- signal).
 * @param more Flags to add.
 * @returns An error.
 * @see https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html
 * @see https://docs.python.org/3/library/subprocess.html#subprocess.CompletedProcess.returncode
 */
export function failedWithCode(code: number, ...more: OutcomeFlag[]): Verdict {
  const [errorClass, ...flags] = CODES.get(code) ?? ["exit_code" as const];
  return failed(errorClass, ...more, ...flags);
}
