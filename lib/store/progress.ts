import { type ProgressOutput, withoutControls, writeText } from "./terminal.ts";

/** How far a stage is. */
export interface Progress {
  /** What is being done, as the user would say it. */
  stage: string;
  /** How many units are done, from 0. */
  done: number;
  /** How many units there are, where that is known. */
  total?: number;
  /** What is counted, in the plural: `rows`, `bytes`, `cells`. */
  unit: string;
}

/** Where progress is reported. Long work takes one as an argument and never writes by itself. */
export type ProgressSink = (event: Progress) => void;

const BAR = 24;

/**
 * A sink that keeps one line up to date on a terminal, and says nothing where there is none (a file, a pipe,
 * CI).
 *
 * A line is only written when it differs from the last one, and ends when `done` reaches `total`.
 *
 * @param output Where to write. Defaults to standard error, so that standard output stays clean.
 * @returns The sink.
 *
 * @example
 * ```ts
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 * import { terminalProgress } from "tracebook";
 *
 * let seen = "";
 * const writeSync = (bytes: Uint8Array) => (seen += new TextDecoder().decode(bytes), bytes.length);
 *
 * terminalProgress({ writeSync, isTerminal: () => true })({ stage: "Reading", done: 3, total: 6, unit: "rows" });
 * assertStringIncludes(seen, "Reading");
 * assertStringIncludes(seen, "50% 3/6 rows");
 *
 * seen = "";
 * terminalProgress({ writeSync, isTerminal: () => false })({ stage: "Reading", done: 3, unit: "rows" });
 * assertEquals(seen, "");
 * ```
 */
export function terminalProgress(output: ProgressOutput = Deno.stderr): ProgressSink {
  if (!output.isTerminal()) return () => {};
  let last = "";
  return (event) => {
    const line = progressLine(event);
    if (line === last) return;
    last = line;
    const end = event.total !== undefined && event.done >= event.total ? "\n" : "";
    writeText(output, `\r\x1b[2K${line}${end}`);
  };
}

/**
 * One progress event as a line of text, without control characters: a stage may hold a file's name.
 *
 * @param event How far the stage is.
 * @returns `Reading ############............ 50% 3/6 rows`, or without a total `Reading 3 rows`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { progressLine } from "tracebook";
 *
 * assertEquals(progressLine({ stage: "Reading", done: 3, unit: "rows" }), "Reading 3 rows");
 * ```
 */
export function progressLine({ stage, done, total, unit }: Progress): string {
  const name = withoutControls(stage);
  if (total === undefined) return `${name} ${done} ${unit}`;
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
  const filled = Math.floor(share * BAR);
  const bar = "#".repeat(filled) + ".".repeat(BAR - filled);
  return `${name} ${bar} ${Math.floor(share * 100)}% ${done}/${total} ${unit}`;
}
