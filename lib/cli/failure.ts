import { CommanderError } from "commander";
import { type Dataset, LoadError } from "../load/mod.ts";
import { MeasureError } from "../measure/mod.ts";
import { endProgressLine } from "../store/mod.ts";
import { isSystemError } from "../store/system_error.ts";
import { withoutControls } from "../store/terminal.ts";
import { Interrupted } from "./interruptible.ts";

/** The call was wrong: a flag, a value, a missing argument. Ends the program with 2. */
export class UsageError extends Error {
  /** The error's name. */
  override name = "UsageError";
}

/** The data had errors. Ends the program with 1. */
export class DataError extends Error {
  /** The error's name. */
  override name = "DataError";
}

/**
 * Names the file and the row there of a trace that could not be read or measured.
 *
 * @param dataset The data set that was read.
 * @param error What was thrown.
 * @returns The error to report.
 */
export async function located(dataset: Dataset, error: unknown): Promise<unknown> {
  if (!(error instanceof MeasureError)) return error;
  const { file, row } = await dataset.locate(error.row);
  const { message } = error.cause as Error;
  return new DataError(
    `Cannot measure row ${row} (counting from 0) of ${file}, id ${JSON.stringify(error.id)}: ${message}. ` +
      "The tutorial's own code raises here too; measure with --rules structured, or leave the row out.",
  );
}

/**
 * Reports what ended the program, and says with which code to leave.
 *
 * @param error What was thrown.
 * @returns 0 after `--help` or when the reader of the output has had enough (`| head`), 1 if the data had
 * errors or the system refused, 2 if the call was wrong, 128 and the signal's number after a signal.
 */
export function report(error: unknown): number {
  endProgressLine();
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed it
  if (error instanceof UsageError) return say(error, 2);
  if (error instanceof DataError || error instanceof LoadError) return say(error, 1);
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof Deno.errors.BrokenPipe) return 0;
  if (isSystemError(error)) return say(error, 1);
  console.error(error); // a fault of ours: with its stack
  return 1;
}

/** One line for a terminal: a file's name in it may hold anything. */
function say(error: Error, code: number): number {
  console.error(`error: ${withoutControls(error.message)}`);
  return code;
}
