import type { Role, Turn } from "../row.ts";
import { type ChatRole, ROLE_MAP, type ToolCallMessage } from "./message.ts";
import { gptLayout, toolLayout } from "./turn_layout.ts";

const FROM = new Map(Object.entries(ROLE_MAP).map(([from, role]) => [role as ChatRole, from as Role]));

/**
 * The turns that messages with calls were made from, byte for byte: the inverse of {@linkcode toToolCallMessages}.
 * Messages from elsewhere become turns in the data set's layout.
 *
 * @param messages The messages.
 * @returns The turns.
 * @throws {RangeError} If a role is unknown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fromToolCallMessages, loadTraces, toToolCallMessages } from "tracebook";
 *
 * const trace = (await loadTraces("sample").first())!;
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
      turns.push({ from, value: message.raw ?? toolLayout(messages.slice(first, i + 1)) });
    } else {
      turns.push({ from, value: message.raw ?? (from === "gpt" ? gptLayout(message) : message.content) });
    }
  }
  return turns;
}
