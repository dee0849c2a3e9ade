import { type ProgressSink, terminalProgress } from "../store/mod.ts";

/**
 * Where a command shows its progress.
 *
 * @param quiet Whether it prints JSON and nothing else.
 * @returns The terminal's line; undefined if nothing is to be shown.
 */
export function progressUnless(quiet?: boolean): ProgressSink | undefined {
  return quiet ? undefined : terminalProgress();
}
