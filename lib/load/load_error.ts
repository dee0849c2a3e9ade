/** Place of a row that could not be loaded, as far as it is known. */
export interface LoadErrorPlace {
  /** File as it was named: a path, or `hf:owner/name/path`. */
  file: string;
  /** Number of the row in the file, counting from 0. */
  row?: number;
  /** Number of the line in a text file, counting from 1. */
  line?: number;
  /** Id of the row, if it could be read. */
  id?: string;
  /** Path of the field, such as `conversations[2].value`. */
  field?: string;
}

/**
 * A file or one of its rows could not be loaded. The message names file, row and field, what was found there,
 * and what to do about it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { LoadError } from "tracebook";
 *
 * const error = new LoadError("it is null, not a text", { file: "a.jsonl", row: 3, field: "id" }, "Give it one.");
 * assertEquals(error.message, "Cannot load row 3 (counting from 0) of a.jsonl, id: it is null, not a text. Give it one.");
 * assertEquals(error.row, 3);
 * ```
 */
export class LoadError extends Error implements LoadErrorPlace {
  /** Always `LoadError`. */
  override name = "LoadError";
  /** File as it was named. */
  readonly file: string;
  /** Number of the row in the file, counting from 0. */
  readonly row?: number;
  /** Number of the line in a text file, counting from 1. */
  readonly line?: number;
  /** Id of the row, if it could be read. */
  readonly id?: string;
  /** Path of the field, such as `conversations[2].value`. */
  readonly field?: string;
  /** What was found at the place, in words. */
  readonly reason: string;

  /**
   * Makes an error of the form "Cannot load PLACE: REASON. REMEDY".
   */
  constructor(reason: string, place: LoadErrorPlace, remedy = "", options?: ErrorOptions) {
    super(`Cannot load ${describePlace(place)}: ${reason}.${remedy && ` ${remedy}`}`, options);
    this.reason = reason;
    this.file = place.file;
    this.row = place.row;
    this.line = place.line;
    this.id = place.id;
    this.field = place.field;
  }
}

function describePlace({ file, row, line, id, field }: LoadErrorPlace): string {
  const numbers = [
    row === undefined ? "" : `row ${row} (counting from 0)`,
    line === undefined ? "" : `line ${line}`,
  ].filter(Boolean).join(", ");
  const place = numbers ? `${numbers} of ${file}` : file;
  return [place, id === undefined ? "" : `id ${JSON.stringify(id)}`, field ?? ""].filter(Boolean).join(", ");
}

/** A row that is no trace, with the reason, as a line of a file of rejects. */
export interface RejectedRow {
  /** File as it was named: a path, or `hf:owner/name/path`. */
  file: string;
  /** Number of the row in the file, counting from 0; null if the file as a whole cannot be read. */
  row: number | null;
  /** Number of the line in a text file, counting from 1. */
  line?: number;
  /** Id of the row, if it could be read. */
  id?: string;
  /** Path of the field, such as `conversations[2].value`. */
  field?: string;
  /** What was found at the place, in words. */
  reason: string;
  /** Message of the error that loading would throw: file, row, reason and remedy. */
  message: string;
  /** Content of the row in the file, as far as it could be read. */
  given?: unknown;
}

/** Makes the line for a file of rejects of a row's error and of what the file holds there. */
export function toRejectedRow(
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
