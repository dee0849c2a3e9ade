import { pythonLoads } from "../python/mod.ts";
import type { Role, Turn } from "./row.ts";

/** Who speaks, as chat formats spell it. */
export type ChatRole = "system" | "user" | "assistant" | "tool";

/**
 * The data set's roles as chat formats spell them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ROLE_MAP } from "./mod.ts";
 *
 * assertEquals(ROLE_MAP.gpt, "assistant");
 * ```
 */
export const ROLE_MAP: Readonly<Record<Role, ChatRole>> = {
  system: "system",
  human: "user",
  gpt: "assistant",
  tool: "tool",
};

/** One message of a chat. */
export interface Message {
  /** Who speaks. */
  role: ChatRole;
  /** The text. */
  content: string;
}

/** A call of a tool, as OpenAI's format has it. */
export interface ToolCall {
  /** The id that the tool's message names. */
  id: string;
  /** Always `function`. */
  type: "function";
  /** What is called. */
  function: {
    /** The tool's name. */
    name: string;
    /** The arguments as JSON text, as the model wrote it: numbers and the order of keys are kept. */
    arguments: string;
  };
}

/** A message in which thoughts, calls and the ids of what answers them have fields of their own. */
export interface ToolCallMessage extends Message {
  /** The thought of an assistant's message. */
  reasoning_content?: string;
  /** The calls of an assistant's message, in order. */
  tool_calls?: ToolCall[];
  /** The id of the call that a tool's message answers; absent if it answers none. */
  tool_call_id?: string;
  /** The name of the tool that a tool's message is from, where its envelope has one. */
  name?: string;
  /**
   * The whole text of the turn, where the other fields do not say it exactly. A tool's message that has it begins a
   * turn; the tool's messages behind it, up to the next that has it, are of the same turn.
   */
  raw?: string;
}

const FROM = new Map(Object.entries(ROLE_MAP).map(([from, role]) => [role as ChatRole, from as Role]));

/**
 * Gives the turns that messages with calls were made from, byte for byte: the inverse of `toToolCallMessages`. Messages from
 * elsewhere become turns in the data set's layout.
 *
 * @param messages The messages.
 * @returns The turns.
 * @throws {RangeError} If a role is unknown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fromToolCallMessages } from "./mod.ts";
 * import { loadTraces } from "tracebook";
 * import { toToolCallMessages } from "../train/mod.ts";
 *
 * const trace = await loadTraces("sample").first();
 * assertEquals(fromToolCallMessages(toToolCallMessages(trace)), trace.conversations);
 * ```
 */
export function fromToolCallMessages(messages: readonly ToolCallMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!;
    const from = FROM.get(message.role);
    if (!from) throw new RangeError(`Cannot turn a message of the role ${JSON.stringify(message.role)} back`);
    if (from === "tool") {
      const first = i;
      while (messages[i + 1]?.role === "tool" && messages[i + 1]!.raw === undefined) i++;
      turns.push({ from, value: message.raw ?? layoutToolTurn(messages.slice(first, i + 1)) });
    } else {
      turns.push({ from, value: message.raw ?? (from === "gpt" ? layoutGptTurn(message) : message.content) });
    }
  }
  return turns;
}

/**
 * Writes a gpt turn in the data set's layout: the thought on lines of its own, then the text, then a block for each call.
 *
 * @param message An assistant's message.
 * @returns The text.
 */
export function layoutGptTurn(
  { reasoning_content: thought, content, tool_calls = [] }: ToolCallMessage,
): string {
  const pieces = [
    thought === undefined ? "" : `<think>\n${thought === "" ? "" : `${thought}\n`}</think>`,
    content,
    ...tool_calls.map(({ function: { name, arguments: given } }) =>
      `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${given}}\n</tool_call>`
    ),
  ];
  return pieces.filter((piece) => piece !== "").join("\n");
}

/**
 * Writes a tool turn in the data set's layout: a block for each response, in Hermes' envelope if it has a name.
 *
 * @param messages The tools' messages of one turn.
 * @returns The text.
 */
export function layoutToolTurn(messages: readonly ToolCallMessage[]): string {
  return messages.map(({ tool_call_id: id, name, content }) => {
    const body = name === undefined || id === undefined
      ? content
      : `{"tool_call_id": ${JSON.stringify(id)}, "name": ${JSON.stringify(name)}, "content": ${
        asJson(content)
      }}`;
    return `<tool_response>\n${body}\n</tool_response>`;
  }).join("\n");
}

/** A response's content in its envelope: objects and lists as they are, everything else as a text in quotes. */
function asJson(content: string): string {
  if (content[0] !== "{" && content[0] !== "[") return JSON.stringify(content);
  try {
    pythonLoads(content);
    return content;
  } catch {
    return JSON.stringify(content);
  }
}
