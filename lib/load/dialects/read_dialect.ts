import type { Trace, Turn } from "../../trace/mod.ts";
import type { LoadErrorPlace } from "../load_error.ts";
import { turnsOfMessages } from "./openai_messages.ts";
import { isObject } from "../../trace/is_object.ts";
import { type Given, RowReader } from "./row_reader.ts";
import { shareGptTurns } from "./sharegpt_turns.ts";

const LABELS = ["category", "subcategory", "task", "source"] as const;
const NAMES = ["_id", "uuid", "prompt_index"];
const REMEDY =
  "A row has conversations of {from, value}, or messages of {role, content}. Correct it or leave it out.";

/**
 * A row of another dialect as a row of the data set: OpenAI's `messages`, ShareGPT and LLaMA-Factory (`conversations` or
 * `conversation`, with `system` and `tools` beside), hermes-agent's trajectories (the data set's turns without an id). What a
 * dialect does not have stays absent; a row without an id is called by its number.
 *
 * @param row The row as its file has it.
 * @param place The file, and the row's number in it.
 * @returns The row; undefined if it is of no dialect known here, or the data set's own.
 * @throws {LoadError} If it is of a dialect, and one of its fields is not as it should be.
 */
export function readDialect(row: unknown, place: LoadErrorPlace): Trace | undefined {
  if (!isObject(row)) return undefined;
  const read = new RowReader(place, REMEDY);
  const conversations = turnsOf(row, read);
  if (conversations === undefined) return undefined;
  const tools = toolsOf(row, read);
  const labels = LABELS.flatMap((name) => typeof row[name] === "string" ? [[name, row[name]]] : []);
  return {
    id: idOf(row, place, read),
    conversations,
    ...tools !== undefined && { tools },
    ...Object.fromEntries(labels),
  };
}

function turnsOf(row: Given, read: RowReader): Turn[] | undefined {
  if (Array.isArray(row.messages)) {
    const first = row.messages.find(isObject);
    return first !== undefined && "from" in first
      ? shareGptTurns(row.messages, row.system, "messages", read)
      : turnsOfMessages(row.messages, read);
  }
  const field = ["conversations", "conversation"].find((name) => Array.isArray(row[name]));
  return field === undefined ? undefined : shareGptTurns(row[field], row.system, field, read);
}

function idOf(row: Given, { row: number = 0 }: LoadErrorPlace, read: RowReader): string {
  if ("id" in row) return read.text(row.id, "id");
  const named = NAMES.map((name) => row[name]).find((id) =>
    ["string", "number", "bigint"].includes(typeof id)
  );
  return String(named ?? number);
}

/** Tools as one JSON text; a list becomes one. */
function toolsOf(row: Given, read: RowReader): string | null | undefined {
  const { tools } = row;
  if (tools === undefined || tools === null || typeof tools === "string") return tools;
  return JSON.stringify(read.list(tools, "tools"));
}
