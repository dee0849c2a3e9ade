import { writeAllSync } from "./atomic_write.ts";

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
/** A stage of which nothing was heard for so long has its place on the line no longer. */
const QUIET_MS = 3000;

/**
 * A sink that keeps one line up to date on a terminal, and says nothing where there is none (a file, a pipe,
 * CI).
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
  const paceOf = takePaces();
  const running = new Map<string, { line: string; at: number }>();
  let last = "";
  return (event) => {
    const now = performance.now();
    for (const [stage, { at }] of running) if (now - at > QUIET_MS) running.delete(stage);
    running.set(event.stage, { line: progressLine(event, paceOf(event)), at: now });
    const line = [...running.values()].map(({ line }) => line).join("; ").slice(0, terminalColumns() - 1);
    if (line === last) return;
    last = line;
    const ends = isDone(event);
    if (ends) running.delete(event.stage);
    writeText(output, `\r\x1b[2K${line}${ends ? "\n" : ""}`);
    open = ends ? undefined : output;
  };
}

/** Where a line has been begun and not ended. */
let open: ProgressOutput | undefined;

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
  if (open) writeText(open, "\n");
  open = undefined;
}

/**
 * One progress event as a line of text, without control characters: a stage may hold a file's name.
 *
 * @param event How far the stage is.
 * @param pace How fast it goes; told once it has gone for a second.
 * @returns `Reading ############............ 50% 3/6 rows`, or without a total `Reading 3 rows`; with the pace also
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
export function progressLine({ stage, done, total, unit }: Progress, pace?: Pace): string {
  const name = withoutControls(stage);
  const counted = unit === "bytes" ? "MB" : unit;
  const amount = (count: number) => unit === "bytes" ? Number((count / 1e6).toPrecision(3)) : count;
  const speed = paceText(pace, (rate) => `${Number(amount(rate).toPrecision(3))} ${counted}/s`);
  if (total === undefined) return `${name} ${amount(done)} ${counted}${speed}`;
  const share = shareDone(done, total);
  const filled = Math.floor(share * BAR);
  const bar = "#".repeat(filled) + ".".repeat(BAR - filled);
  const left = speed && done < total ? `, ${clock((total - done) * pace!.seconds / pace!.gained)} left` : "";
  return `${name} ${bar} ${Math.floor(share * 100)}% ${amount(done)}/${
    amount(total)
  } ${counted}${speed}${left}`;
}

/** How much of a stage is done: from 0 to 1. */
export function shareDone(done: number, total: number): number {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
}

/** The rate, once it can be told. */
function paceText(pace: Pace | undefined, text: (rate: number) => string): string {
  return pace && pace.seconds >= 1 && pace.gained > 0 ? `, ${text(pace.gained / pace.seconds)}` : "";
}

/** Minutes and seconds: `0:07`, `75:00`. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Whether a stage is at its end. */
export function isDone({ done, total }: Progress): boolean {
  return total !== undefined && done >= total;
}

/** How fast a stage goes. */
export interface Pace {
  /** Seconds since it began. */
  seconds: number;
  /** Units done since then; what was there before does not count. */
  gained: number;
}

/**
 * Takes the time of stages as they are told of.
 *
 * @param now The time in milliseconds. @default {performance.now}
 * @returns Gives the pace of an event's stage; a stage begins with its first event, and ends when all is done.
 */
export function takePaces(now: () => number = () => performance.now()): (event: Progress) => Pace {
  const begun = new Map<string, { at: number; done: number }>();
  return (event) => {
    const { stage, done } = event;
    const first = begun.get(stage) ?? { at: now(), done };
    begun.set(stage, first);
    if (isDone(event)) begun.delete(stage);
    return { seconds: (now() - first.at) / 1000, gained: done - first.done };
  };
}

/** Where lines for a terminal are written: the part of `Deno.stderr` that is needed. */
export interface ProgressOutput {
  /** Writes some of the bytes, and says how many. */
  writeSync(bytes: Uint8Array): number;
  /** Whether a person looks at it. */
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
 * A text without control characters: a terminal must not be told what to do by a file's name or a cell.
 *
 * @param text Any text.
 * @returns The text, a space for each control character.
 */
export function withoutControls(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what must not reach a terminal
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
}

/**
 * How wide a progress line may get.
 *
 * @returns The columns of the terminal; 110 where there is none.
 */
export function terminalColumns(): number {
  return Deno.stderr.isTerminal() ? Deno.consoleSize().columns : 110;
}
