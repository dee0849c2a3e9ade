/**
 * The data set's own layout of a turn: how the fields of a message become its text where nothing is unusual.
 *
 * @module
 */
import { pythonLoads } from "../python/json_loads.ts";
import type { ToolCallMessage } from "./message.ts";

/**
 * The text of a gpt turn: the thought on lines of its own, then what is said, then a block for each call.
 *
 * @param message An assistant's message.
 * @returns The text.
 */
export function gptLayout({ reasoning_content: thought, content, tool_calls = [] }: ToolCallMessage): string {
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
 * The text of a tool turn: a block for each response, in the envelope if it has a name.
 *
 * @param messages The tools' messages of one turn.
 * @returns The text.
 */
export function toolLayout(messages: readonly ToolCallMessage[]): string {
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
