import { isObject, spacedJson } from "../../python/mod.ts";
import type { Role, Turn } from "../../trace/mod.ts";
import type { FieldReader } from "./row_reader.ts";

/** What ShareGPT's and LLaMA-Factory's roles are called here. */
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
 * Turns of the ShareGPT family: `{from, value}`, also as `{role, content}`. A `function_call` (LLaMA-Factory) is a gpt turn
 * with its calls, an `observation` a tool turn with its response. A `system` beside the turns comes first.
 *
 * @param given The row's turns.
 * @param system The row's `system`.
 * @param field What the turns are called in the row.
 * @param read Names what is wrong.
 * @returns The turns.
 * @throws {LoadError} If a turn has another shape.
 * @see https://llamafactory.readthedocs.io/en/latest/getting_started/data_preparation.html
 */
export function readShareGptTurns(given: unknown, system: unknown, field: string, read: FieldReader): Turn[] {
  const turns = read.list(given, field).map((turn, i) => readTurn(turn, `${field}[${i}]`, read));
  const first: Turn[] = typeof system === "string" && system !== "" && turns[0]?.from !== "system"
    ? [{ from: "system", value: system }]
    : [];
  return [...first, ...turns];
}

function readTurn(given: unknown, field: string, read: FieldReader): Turn {
  const turn = read.object(given, field);
  const [speaker, said] = "from" in turn ? ["from", "value"] as const : ["role", "content"] as const;
  const name = read.oneOf(turn[speaker], Object.keys(FROM), `${field}.${speaker}`);
  const value = read.text(turn[said], `${field}.${said}`);
  if (name === "function_call") return { from: "gpt", value: writeCalls(value) };
  if (name === "observation" || name === "function_response") {
    return { from: "tool", value: `<tool_response>\n${value}\n</tool_response>` };
  }
  return { from: FROM[name]!, value };
}

/** LLaMA-Factory writes one call, or a list of them, as JSON, with a thought before it at times. */
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

/** A call whose arguments are JSON text: they become what the text says. */
function parseArguments(call: Record<string, unknown>): string {
  try {
    return spacedJson({ ...call, arguments: JSON.parse(call.arguments as string) });
  } catch {
    return spacedJson(call);
  }
}
