/** Where a row that could not be loaded is, as far as it is known. */
export interface LoadErrorPlace {
  /** The file as it was named: a path, or `hf:owner/name/path`. */
  file: string;
  /** The row's number in that file, counting from 0. */
  row?: number;
  /** The line's number in a text file, counting from 1. */
  line?: number;
  /** The row's id, if it could be read. */
  id?: string;
  /** The field's path, such as `conversations[2].value`. */
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
  /** The file as it was named. */
  readonly file: string;
  /** The row's number in that file, counting from 0. */
  readonly row?: number;
  /** The line's number in a text file, counting from 1. */
  readonly line?: number;
  /** The row's id, if it could be read. */
  readonly id?: string;
  /** The field's path, such as `conversations[2].value`. */
  readonly field?: string;
  /** What was found there, in words. */
  readonly reason: string;

  /**
   * An error of the form "Cannot load PLACE: REASON. REMEDY".
   *
   * @param reason What was found, as the end of a sentence, without a full stop.
   * @param place Where it was found.
   * @param remedy What to do, as a sentence; empty if there is nothing to say.
   * @param options The error that caused this one.
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
