import { isObject } from "../trace/is_object.ts";
import { type RowIssue, type Trace, traceSchema } from "../trace/mod.ts";
import { asTrace } from "./as_trace.ts";
import { kindOf } from "./dialects/row_reader.ts";
import { readDialect } from "./dialects/read_dialect.ts";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";

/**
 * A row as a trace, also one of another dialect, or the error that says why it is none.
 *
 * @param row The row as its file has it.
 * @param place The file and the row's number in it.
 * @returns The trace, with the columns a trace has and no others.
 * @throws {LoadError} If the schema refuses the row.
 */
export function checkRow(row: unknown, place: LoadErrorPlace): Trace {
  const trace = asTrace(row);
  if (trace) return trace;
  const result = traceSchema.safeParse(row);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  try {
    const read = readDialect(row, place);
    if (read !== undefined) return read;
  } catch (error) {
    // what looks like the data set's own row is told what those need
    if (!(error instanceof LoadError) || !isOwn(row)) throw error;
  }
  throw rowError(row, place, issue);
}

function isOwn(row: unknown): boolean {
  return !("messages" in (row as object));
}

function rowError(row: unknown, place: LoadErrorPlace, issue: RowIssue): LoadError {
  if (!isObject(row)) {
    return new LoadError(
      `it is ${kindOf(row)}, not an object`,
      place,
      "A row is an object with id and conversations.",
    );
  }
  const id = row.id;
  const full = { ...place, id: typeof id === "string" ? id : undefined, field: fieldPath(issue.path) };
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    row,
  );
  return new LoadError(`it is ${kindOf(found)}, but ${expected(issue)} is needed`, full, remedy(issue.path));
}

function fieldPath(path: PropertyKey[]): string {
  return path.map((key, i) => typeof key === "number" ? `[${key}]` : `${i ? "." : ""}${String(key)}`).join(
    "",
  );
}

function expected(issue: RowIssue): string {
  if (issue.code === "invalid_value") return `one of ${issue.values!.join(", ")}`;
  if (issue.code !== "invalid_type") return issue.message;
  if (issue.expected === "string") return "a text";
  return issue.expected === "array" ? "a list" : `an ${issue.expected}`;
}

function remedy(path: PropertyKey[]): string {
  if (path[0] === "conversations") {
    return "conversations is a list of {from, value}, where from is system, human, gpt or tool. Correct the row or leave it out.";
  }
  return "Correct the row or leave it out.";
}
