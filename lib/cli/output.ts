import { CommanderError } from "commander";
import {
  endProgressLine,
  isSystemError,
  type ProgressSink,
  terminalProgress,
  withoutControls,
  writeAll,
} from "../files/mod.ts";
import { type Dataset, LoadError } from "../load/mod.ts";
import { MeasureError } from "../measure/mod.ts";
import { exactJson } from "../python/mod.ts";

/** The call was wrong: a flag, a value, a missing argument. Ends the program with 2. */
export class UsageError extends Error {
  /** Always "UsageError". */
  override name = "UsageError";
}

/** The data had errors. Ends the program with 1. */
export class DataError extends Error {
  /** Always "DataError". */
  override name = "DataError";
}

/** Turns a `MeasureError` into a `DataError` that names file and row of the trace; returns other errors as they are. */
export async function nameMeasuredRow(dataset: Dataset, error: unknown): Promise<unknown> {
  if (!(error instanceof MeasureError)) return error;
  const { file, row } = await dataset.locate(error.row);
  const { message } = error.cause as Error;
  return new DataError(
    `Cannot measure row ${row} (counting from 0) of ${file}, id ${JSON.stringify(error.id)}: ${message}. ` +
      "The tutorial's own code raises here too; measure with --rules structured, or leave the row out.",
  );
}

/**
 * Prints the error that ended the program, and chooses the exit code.
 *
 * @returns 0 after `--help` or when the reader of the output has had enough (`| head`), 1 if the data had
 * errors or the system refused, 2 if the call was wrong, 128 and the signal's number after a signal.
 */
export function reportError(error: unknown): number {
  endProgressLine();
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed it
  if (error instanceof UsageError) return printError(error, 2);
  if (error instanceof DataError || error instanceof LoadError) return printError(error, 1);
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof Deno.errors.BrokenPipe) return 0;
  if (isSystemError(error)) return printError(error, 1);
  console.error(error); // a bug: print the stack
  return 1;
}

/** Prints one line for a terminal, without control characters: a file's name in it may hold anything. */
function printError(error: Error, code: number): number {
  console.error(`error: ${withoutControls(error.message)}`);
  return code;
}

const EXIT_CODES: Partial<Record<Deno.Signal, number>> = Deno.build.os === "windows"
  ? { SIGINT: 130, SIGBREAK: 149 }
  : { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** A signal asked the program to end. */
class Interrupted extends Error {
  /** Always "Interrupted". */
  override name = "Interrupted";

  /** Is thrown by {@linkcode interruptible}, with the exit code of the signal. */
  constructor(readonly exitCode: number) {
    super("Interrupted by a signal");
  }
}

/**
 * Runs work that must clean up when it is interrupted, as by Ctrl-C: a signal aborts the work instead of ending the program
 * at once. A second signal ends it at once.
 *
 * @throws {Interrupted} If it was interrupted, and the work passes on the reason of the abort.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const listeners = Object.entries(EXIT_CODES).map(([name, exitCode]) => {
    const listener = () =>
      abort.signal.aborted ? Deno.exit(exitCode) : abort.abort(new Interrupted(exitCode));
    return [name as Deno.Signal, listener] as const;
  });
  for (const [name, listener] of listeners) Deno.addSignalListener(name, listener);
  try {
    return await work(abort.signal);
  } finally {
    for (const [name, listener] of listeners) Deno.removeSignalListener(name, listener);
  }
}

/** Writes one JSON document to standard output, and waits until all of it is written. */
export async function printJson(value: unknown): Promise<void> {
  await printText(`${exactJson(value)}\n`);
}

/** Writes text to standard output, whole. */
export async function printText(text: string): Promise<void> {
  endProgressLine();
  await writeAll(Deno.stdout, new TextEncoder().encode(text));
}

/**
 * Makes the progress line of a command.
 *
 * @returns The terminal's progress line; undefined if `quiet`.
 */
export function progressUnless(quiet?: boolean): ProgressSink | undefined {
  return quiet ? undefined : terminalProgress();
}
