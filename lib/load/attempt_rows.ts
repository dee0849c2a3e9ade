import { LoadError } from "./load_error.ts";
import type { RowAttempt, Rows } from "./rows.ts";

/**
 * All rows as far as they can be loaded. What cannot be read on ends with an error in the place of the next row.
 *
 * @param rows The rows.
 * @returns An attempt for each row.
 * @throws What is no fault of the data.
 */
export async function* attemptRows(rows: Rows): AsyncIterableIterator<RowAttempt> {
  let row = 0;
  try {
    for await (const attempt of rows.attempt?.() ?? readRows(rows)) {
      row = attempt.row + 1;
      yield attempt;
    }
  } catch (error) {
    yield { row, error: asFault(error) };
  }
}

async function* readRows(rows: Rows): AsyncIterableIterator<RowAttempt> {
  let row = 0;
  for await (const trace of rows.read()) yield { row: row++, trace };
}

/**
 * An attempt at one row.
 *
 * @param row Its number.
 * @param given Gives what the file holds there, as far as it could be read.
 * @param load Makes a trace of it.
 * @returns The trace, or what is wrong.
 * @throws What is no fault of the data.
 */
export function attemptRow(row: number, given: () => unknown, load: () => RowTrace): RowAttempt {
  try {
    return { row, trace: load() };
  } catch (error) {
    return { row, error: asFault(error), given: given() };
  }
}

type RowTrace = Extract<RowAttempt, { trace: unknown }>["trace"];

/**
 * An error as a fault of the data.
 *
 * @param error What was thrown.
 * @returns The same.
 * @throws The same, if it is none.
 */
export function asFault(error: unknown): LoadError {
  if (error instanceof LoadError) return error;
  throw error;
}
