import type { Role } from "../row.ts";

/** Who speaks, as chat formats spell it. */
export type ChatRole = "system" | "user" | "assistant" | "tool";

/**
 * The data set's roles as chat formats spell them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ROLE_MAP } from "tracebook";
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
