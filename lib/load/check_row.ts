import { isObject } from "../python/mod.ts";
import { type Role, ROLES, type RowIssue, type Trace, traceSchema, type Turn } from "../trace/mod.ts";
import { readOpenAiMessages } from "./dialects/openai_messages.ts";
import { describeValue, FieldReader, type UnknownRecord } from "./dialects/field_reader.ts";
import { readShareGptTurns } from "./dialects/sharegpt_turns.ts";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";

/**
 * Reads a row as a trace, also a row of another dialect.
 *
 * @param row The row as its file has it.
 * @param place The file and the row's number in it.
 * @returns The trace, with the columns a trace has and no others.
 * @throws {LoadError} If the row is no trace; the error says why.
 */
export function checkRow(row: unknown, place: LoadErrorPlace): Trace {
  const trace = parseNativeRow(row);
  if (trace) return trace;
  const result = traceSchema.safeParse(row);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  try {
    const read = readDialect(row, place);
    if (read !== undefined) return read;
  } catch (error) {
    // A row that looks like the data set's own gets the error for that format.
    if (!(error instanceof LoadError) || !looksNative(row)) throw error;
  }
  throw rowError(row, place, issue);
}

function looksNative(row: unknown): boolean {
  return !("messages" in (row as object));
}

function rowError(row: unknown, place: LoadErrorPlace, issue: RowIssue): LoadError {
  if (!isObject(row)) {
    return new LoadError(
      `it is ${describeValue(row)}, not an object`,
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
  return new LoadError(
    `it is ${describeValue(found)}, but ${describeExpected(issue)} is needed`,
    full,
    remedyFor(issue.path),
  );
}

function fieldPath(path: PropertyKey[]): string {
  return path.map((key, i) => typeof key === "number" ? `[${key}]` : `${i ? "." : ""}${String(key)}`).join(
    "",
  );
}

function describeExpected(issue: RowIssue): string {
  if (issue.code === "invalid_value") return `one of ${issue.values!.join(", ")}`;
  if (issue.code !== "invalid_type") return issue.message;
  if (issue.expected === "string") return "a text";
  return issue.expected === "array" ? "a list" : `an ${issue.expected}`;
}

function remedyFor(path: PropertyKey[]): string {
  if (path[0] === "conversations") {
    return "conversations is a list of {from, value}, where from is system, human, gpt or tool. Correct the row or leave it out.";
  }
  return "Correct the row or leave it out.";
}

const DIALECT_LABELS = ["category", "subcategory", "task", "source"] as const;
const ID_COLUMNS = ["_id", "uuid", "prompt_index"];
const REMEDY =
  "A row has conversations of {from, value}, or messages of {role, content}. Correct it or leave it out.";

/**
 * Reads a row of another dialect: OpenAI's `messages`, ShareGPT and LLaMA-Factory (`conversations` or
 * `conversation`, with `system` and `tools` beside), hermes-agent's trajectories (turns without an id). Columns
 * that a dialect lacks stay absent, and a row without an id is called by its number. Undefined if the row is of no
 * dialect known here, or of the data set's own format.
 */
function readDialect(row: unknown, place: LoadErrorPlace): Trace | undefined {
  if (!isObject(row)) return undefined;
  const read = new FieldReader(place, REMEDY);
  const conversations = readTurns(row, read);
  if (conversations === undefined) return undefined;
  const tools = readTools(row, read);
  const labels = DIALECT_LABELS.flatMap((name) => typeof row[name] === "string" ? [[name, row[name]]] : []);
  return {
    id: readId(row, place, read),
    conversations,
    ...tools !== undefined && { tools },
    ...Object.fromEntries(labels),
  };
}

function readTurns(row: UnknownRecord, read: FieldReader): Turn[] | undefined {
  if (Array.isArray(row.messages)) {
    const first = row.messages.find(isObject);
    return first !== undefined && "from" in first
      ? readShareGptTurns(row.messages, row.system, "messages", read)
      : readOpenAiMessages(row.messages, read);
  }
  const field = ["conversations", "conversation"].find((name) => Array.isArray(row[name]));
  return field === undefined ? undefined : readShareGptTurns(row[field], row.system, field, read);
}

function readId(row: UnknownRecord, { row: number = 0 }: LoadErrorPlace, read: FieldReader): string {
  if ("id" in row) return read.text(row.id, "id");
  const named = ID_COLUMNS.map((name) => row[name]).find((id) =>
    ["string", "number", "bigint"].includes(typeof id)
  );
  return String(named ?? number);
}

/** Reads tools as one JSON text; a list is serialised. */
function readTools(row: UnknownRecord, read: FieldReader): string | null | undefined {
  const { tools } = row;
  if (tools === undefined || tools === null || typeof tools === "string") return tools;
  return JSON.stringify(read.list(tools, "tools"));
}

const LABELS = ["tools", "category", "subcategory", "task", "source"] as const;
const roles: ReadonlySet<unknown> = new Set<Role>(ROLES);

/**
 * Reads a row of the data set's own format in a tenth of the time that `traceSchema` takes, with the same result;
 * undefined where the schema must decide, and say what is wrong.
 */
export function parseNativeRow(row: unknown): Trace | undefined {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return undefined;
  const cells = row as Record<string, unknown>;
  if (typeof cells.id !== "string") return undefined;
  const conversations = parseNativeTurns(cells.conversations);
  if (conversations === undefined) return undefined;
  const trace: Trace = { id: cells.id, conversations };
  for (const name of LABELS) {
    const label = cells[name];
    if (typeof label !== "string" && label !== undefined && label !== null) return undefined;
    if (label !== undefined || name in cells) trace[name] = label;
  }
  return trace;
}

function parseNativeTurns(list: unknown): Turn[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const turns: Turn[] = [];
  for (const turn of list) {
    if (typeof turn !== "object" || turn === null) return undefined;
    const { from, value } = turn as Partial<Turn>;
    if (!roles.has(from) || typeof value !== "string") return undefined;
    turns.push({ from: from!, value });
  }
  return turns;
}
