import type { LoadError } from "./load_error.ts";

/** A row that is no trace. */
export interface RejectedRow {
  /** The file as it was named. */
  file: string;
  /** The row's number in that file, counting from 0; null if the file as a whole cannot be read. */
  row: number | null;
  /** The line's number in a text file, counting from 1. */
  line?: number;
  /** The row's id, if it could be read. */
  id?: string;
  /** The field's path, such as `conversations[2].value`. */
  field?: string;
  /** What was found there. */
  reason: string;
  /** What to do, with file, row and reason, as loading would say it. */
  message: string;
  /** What the file holds there, as far as it could be read. */
  given?: unknown;
}

/**
 * A row that is no trace, for a file of rejects.
 *
 * @param error What loading it throws.
 * @param given What the file holds there.
 * @returns The row.
 */
export function rejectedRow(
  { file, row, line, id, field, reason, message }: LoadError,
  given: unknown,
): RejectedRow {
  return {
    file,
    row: row ?? null,
    ...line !== undefined && { line },
    ...id !== undefined && { id },
    ...field !== undefined && { field },
    reason,
    message,
    ...given !== undefined && { given },
  };
}
