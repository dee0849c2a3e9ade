import { isObject, spacedJson } from "../../python/mod.ts";
import type { Role, Turn } from "../../trace/mod.ts";
import type { FieldReader } from "./field_reader.ts";

/** Roles of ShareGPT and LLaMA-Factory as the data set's roles. */
const FROM: Record<string, Role> = {
  system: "system",
  human: "human",
  user: "human",
  gpt: "gpt",
  assistant: "gpt",
  chatgpt: "gpt",
  function_call: "gpt",
  observation: "tool",
  function_response: "tool",
  tool: "tool",
};

/**
 * Reads turns of the ShareGPT family: `{from, value}`, also as `{role, content}`. A `function_call`
 * (LLaMA-Factory) is a gpt turn with its calls, an `observation` a tool turn with its response. A `system` beside
 * the turns comes first; `field` is the name of the turns' column.
 *
 * @see https://llamafactory.readthedocs.io/en/latest/getting_started/data_preparation.html
 */
export function readShareGptTurns(value: unknown, system: unknown, field: string, read: FieldReader): Turn[] {
  const turns = read.list(value, field).map((turn, i) => readTurn(turn, `${field}[${i}]`, read));
  const first: Turn[] = typeof system === "string" && system !== "" && turns[0]?.from !== "system"
    ? [{ from: "system", value: system }]
    : [];
  return [...first, ...turns];
}

function readTurn(value: unknown, field: string, read: FieldReader): Turn {
  const turn = read.object(value, field);
  const [roleField, textField] = "from" in turn ? ["from", "value"] as const : ["role", "content"] as const;
  const name = read.oneOf(turn[roleField], Object.keys(FROM), `${field}.${roleField}`);
  const text = read.text(turn[textField], `${field}.${textField}`);
  if (name === "function_call") return { from: "gpt", value: writeCalls(text) };
  if (name === "observation" || name === "function_response") {
    return { from: "tool", value: `<tool_response>\n${text}\n</tool_response>` };
  }
  return { from: FROM[name]!, value: text };
}

/**
 * Writes the calls of a `function_call`, which is the JSON of one call or of a list, at times with a thought
 * before it, as a gpt turn.
 */
function writeCalls(value: string): string {
  const [thought] = /^\s*<think>[^]*?<\/think>\s*/.exec(value) ?? [""];
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.slice(thought.length));
  } catch {
    return value.includes("<tool_call>")
      ? value
      : `${thought}<tool_call>\n${value.slice(thought.length)}\n</tool_call>`;
  }
  const written = (Array.isArray(parsed) ? parsed : [parsed]).map((call) => {
    const text = isObject(call) && typeof call.arguments === "string"
      ? parseArguments(call)
      : spacedJson(call);
    return `<tool_call>\n${text}\n</tool_call>`;
  });
  return [thought.trim(), ...written].filter(Boolean).join("\n");
}

/** Writes a call whose arguments are JSON text with the data that the text stands for. */
function parseArguments(call: Record<string, unknown>): string {
  try {
    return spacedJson({ ...call, arguments: JSON.parse(call.arguments as string) });
  } catch {
    return spacedJson(call);
  }
}
