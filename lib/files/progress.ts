import { writeAllSync } from "./atomic_write.ts";

/** Progress event: how far one stage of the work is. */
export interface Progress {
  /** Name of the stage, as shown to the user: `Reading`. */
  stage: string;
  /** Number of units done, from 0. */
  done: number;
  /** Number of units in all, where that is known; the stage ends when `done` reaches it. */
  total?: number;
  /** Unit that is counted, in the plural: `rows`, `bytes`, `cells`. */
  unit: string;
}

/** Callback for progress events. Long work takes one as `onProgress` and never writes by itself. */
export type ProgressSink = (event: Progress) => void;

/** Characters of a progress bar. */
const BAR_WIDTH = 24;
/** A stage without an event for so many milliseconds is no longer shown on the line. */
const STALE_MS = 3000;

/**
 * Makes a sink that keeps one line up to date on a terminal, and writes nothing where there is none (a file, a
 * pipe, CI).
 *
 * Stages that run at the same time share the line. It is only written when it differs from the last one, and ends when
 * a stage's `done` reaches its `total`, or with {@link endProgressLine}.
 *
 * @param output Where to write. Defaults to standard error, so that standard output stays clean.
 * @returns The sink.
 *
 * @example
 * ```ts
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 * import { terminalProgress } from "./mod.ts";
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
  const timingOf = stageTimer();
  const running = new Map<string, { line: string; at: number }>();
  let last = "";
  return (event) => {
    const now = performance.now();
    for (const [stage, { at }] of running) if (now - at > STALE_MS) running.delete(stage);
    running.set(event.stage, { line: progressLine(event, timingOf(event)), at: now });
    const line = [...running.values()].map(({ line }) => line).join("; ").slice(0, terminalColumns() - 1);
    if (line === last) return;
    last = line;
    const ends = isDone(event);
    if (ends) running.delete(event.stage);
    writeText(output, `\r\x1b[2K${line}${ends ? "\n" : ""}`);
    unfinished = ends ? undefined : output;
  };
}

/** Output whose progress line has not been ended. */
let unfinished: ProgressOutput | undefined;

/**
 * Ends the line that shows progress, if there is one, so that what is printed next stands by itself.
 *
 * @example
 * ```ts
 * import { endProgressLine } from "./mod.ts";
 *
 * endProgressLine();
 * console.log("done");
 * ```
 */
export function endProgressLine(): void {
  if (unfinished) writeText(unfinished, "\n");
  unfinished = undefined;
}

/**
 * Formats a progress event as a line of text, without control characters: a stage may hold a file's name.
 *
 * @param event How far the stage is.
 * @param timing How long the stage has run; from one second on, the line tells rate and time left.
 * @returns `Reading ############............ 50% 3/6 rows`, or without a total `Reading 3 rows`; with the timing also
 * `, 2 rows/s, 0:02 left`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { progressLine } from "./mod.ts";
 *
 * assertEquals(progressLine({ stage: "Reading", done: 3, unit: "rows" }), "Reading 3 rows");
 * const half = { stage: "a", done: 5e6, total: 1e7, unit: "bytes" };
 * assertEquals(
 *   progressLine(half, { seconds: 2, gained: 5e6 }),
 *   "a ############............ 50% 5/10 MB, 2.5 MB/s, 0:02 left",
 * );
 * ```
 */
export function progressLine({ stage, done, total, unit }: Progress, timing?: Timing): string {
  const name = withoutControls(stage);
  const counted = unit === "bytes" ? "MB" : unit;
  const amount = (count: number) => unit === "bytes" ? Number((count / 1e6).toPrecision(3)) : count;
  const speed = rateText(timing, (rate) => `${Number(amount(rate).toPrecision(3))} ${counted}/s`);
  if (total === undefined) return `${name} ${amount(done)} ${counted}${speed}`;
  const share = shareDone(done, total);
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
  const left = speed && done < total
    ? `, ${formatTime((total - done) * timing!.seconds / timing!.gained)} left`
    : "";
  return `${name} ${bar} ${Math.floor(share * 100)}% ${amount(done)}/${
    amount(total)
  } ${counted}${speed}${left}`;
}

/** Returns the share of a stage that is done, from 0 to 1. */
export function shareDone(done: number, total: number): number {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
}

/** Formats the rate; empty in the first second, in which it is not reliable. */
function rateText(timing: Timing | undefined, text: (rate: number) => string): string {
  return timing && timing.seconds >= 1 && timing.gained > 0
    ? `, ${text(timing.gained / timing.seconds)}`
    : "";
}

/** Formats seconds as minutes and seconds: `0:07`, `75:00`. */
function formatTime(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Tells whether a stage is at its end. */
export function isDone({ done, total }: Progress): boolean {
  return total !== undefined && done >= total;
}

/** Time that a stage has taken, and what was done in it. */
export interface Timing {
  /** Seconds since the stage began. */
  seconds: number;
  /** Units done in these seconds; those that were done before the first event do not count. */
  gained: number;
}

/** Makes a function that times the stage of each event; a stage begins with its first event. */
export function stageTimer(): (event: Progress) => Timing {
  const begun = new Map<string, { at: number; done: number }>();
  return (event) => {
    const { stage, done } = event;
    const first = begun.get(stage) ?? { at: performance.now(), done };
    begun.set(stage, first);
    if (isDone(event)) begun.delete(stage);
    return { seconds: (performance.now() - first.at) / 1000, gained: done - first.done };
  };
}

/** Output for progress lines: the part of `Deno.stderr` that is needed. */
export interface ProgressOutput {
  /** Writes some of the bytes, and returns how many. */
  writeSync(bytes: Uint8Array): number;
  /** Tells whether the output is a terminal. */
  isTerminal(): boolean;
}

/**
 * Writes a text whole: a single write may take only a part.
 *
 * @param output Where to write.
 * @param text The text; nothing is added.
 */
export function writeText(output: ProgressOutput, text: string): void {
  writeAllSync(output, new TextEncoder().encode(text));
}

/**
 * Replaces control characters by spaces: no file's name or notebook's cell may send commands to a terminal.
 *
 * @param text Any text.
 * @returns The text with a space for each control character.
 */
export function withoutControls(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what must not reach a terminal
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
}

/**
 * Returns how wide a progress line may get.
 *
 * @returns The columns of the terminal; 110 where there is none.
 */
export function terminalColumns(): number {
  return Deno.stderr.isTerminal() ? Deno.consoleSize().columns : 110;
}
