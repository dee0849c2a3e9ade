import { pythonStrip, readParts, type Trace } from "../../trace/mod.ts";
import type { Message } from "../../trace/mod.ts";
import { normalizeToolRole } from "./normalize_tool_role.ts";
import { toMessages } from "./to_messages.ts";

/** A message, and the turn it is from. */
export interface ConversationMessage extends Message {
  /** The turn's index in `conversations`. */
  turn: number;
}

/** How tool turns are given to a template. */
export interface ConversationOptions {
  /** `tool`: as messages of that role. Anything else: as the user's, with this text before them. @default {"tool"} */
  toolTurns?: string;
}

/**
 * A trace as a chat template should get it for training: every turn verbatim, save that tool turns lose the
 * `<tool_response>` tags that templates put on themselves.
 *
 * The system turn of the data set lists the tools, so no `tools` go with these messages.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param options How tool turns are given.
 * @returns The messages, each with its turn. A tool turn with several responses becomes several messages; what stands
 * between responses becomes one too.
 * @throws {RangeError} If a role is none of the data set's.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { conversationMessages } from "tracebook";
 *
 * const value = "<tool_response>\n1\n</tool_response>\n<tool_response>\n2\n</tool_response>";
 * assertEquals(conversationMessages({ conversations: [{ from: "tool", value }] }), [
 *   { role: "tool", content: "1", turn: 0 },
 *   { role: "tool", content: "2", turn: 0 },
 * ]);
 * ```
 */
export function conversationMessages(
  trace: Pick<Trace, "conversations">,
  { toolTurns = "tool" }: ConversationOptions = {},
): ConversationMessage[] {
  const plain = toMessages(trace);
  const messages = toolTurns === "tool" ? plain : normalizeToolRole(plain, toolTurns);
  return messages.flatMap(({ role, content }, turn): ConversationMessage[] => {
    const texts = role === "tool" ? unwrapped(content) : [content];
    return texts.map((text) => ({ role, content: text, turn }));
  });
}

/** The texts of a tool turn without their tags: at least one. */
function unwrapped(value: string): string[] {
  const texts = readParts(value, "tool").flatMap((part) => {
    if (part.kind === "response") return [value.slice(part.body.start, part.body.end)];
    const between = value.slice(part.start, part.end);
    return pythonStrip(between) === "" ? [] : [between];
  });
  return texts.length > 0 ? texts : [value];
}
