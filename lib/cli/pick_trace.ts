import { Option } from "commander";
import type { Dataset } from "../load/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { DataError, UsageError } from "./failure.ts";
import { wholeNumber } from "./flags.ts";

/** Which trace of a data set is meant. */
export interface TraceChoice {
  /** Its id. */
  id?: string;
  /** Its number, from 0. */
  row?: number;
}

/** `--id` and `--row`, of which one is given. */
export const choiceOptions = (): [Option, Option] => [
  new Option("--id <id>", "the trace with this id").conflicts("row"),
  new Option("--row <n>", "the trace with this number, counting from 0").argParser(wholeNumber),
];

/**
 * Finds the trace that was asked for.
 *
 * @param dataset Where to look.
 * @param choice The id or the row.
 * @returns The trace.
 * @throws {UsageError} If neither was given.
 * @throws {DataError} If there is no such trace.
 */
export async function pickTrace(dataset: Dataset, { id, row }: TraceChoice): Promise<Trace> {
  if (id === undefined && row === undefined) {
    throw new UsageError("Cannot choose a trace: give --id or --row");
  }
  if (row !== undefined) {
    const rows = await dataset.count();
    if (row >= rows) throw new DataError(`Cannot find row ${row}: there are ${rows} traces, numbered from 0`);
    return (await dataset.select([row]).first())!;
  }
  let seen = 0;
  for await (const trace of dataset) {
    if (trace.id === id) return trace;
    seen++;
  }
  throw new DataError(`Cannot find a trace with id ${JSON.stringify(id)} among ${seen} traces`);
}

/** `--style`, whose lines are printed. */
export const styleOption = (): Option =>
  new Option("--style <style>", "whose lines").choices(["tutorial", "guide"]).default("tutorial");

/**
 * Runs what reads a trace, and names the trace if its text cannot be read.
 *
 * @param trace The trace.
 * @param read What reads it.
 * @returns What `read` returned.
 * @throws {DataError} If it throws.
 */
export function reading<T>(trace: Trace, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataError(
      `Cannot read the trace with id ${JSON.stringify(trace.id)}: ${(error as Error).message}`,
    );
  }
}
