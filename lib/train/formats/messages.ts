import { counted, type Displayable, displayable, ROWS_SHOWN, table } from "../../display/mod.ts";
import { pythonHead, pythonLength, pythonStrip } from "../../python/mod.ts";
import {
  type Message,
  readParts,
  ROLE_MAP,
  type ToolCall,
  type ToolCallMessage,
  type Trace,
} from "../../trace/mod.ts";

/**
 * Returns a trace as chat messages, as the tutorial's `to_openai_messages` (and the guide's `to_chat_messages`)
 * makes them:
 * the roles renamed, the texts as they are, tags included.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @returns One message a turn. In a notebook they show as a table.
 * @throws {RangeError} If a role is none of the data set's, where Python raises `KeyError`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toMessages } from "tracebook";
 *
 * const messages = toMessages({ conversations: [{ from: "human", value: "Hi" }, { from: "gpt", value: "Hello" }] });
 * assertEquals([...messages], [{ role: "user", content: "Hi" }, { role: "assistant", content: "Hello" }]);
 * ```
 */
export function toMessages({ conversations }: Pick<Trace, "conversations">): Message[] & Displayable {
  return shownMessages(conversations.map(({ from, value }): Message => {
    if (!Object.hasOwn(ROLE_MAP, from)) {
      const known = Object.keys(ROLE_MAP).join(", ");
      throw new RangeError(`Cannot map the role ${JSON.stringify(from)}: it is none of ${known}`);
    }
    return { role: ROLE_MAP[from], content: value };
  }));
}

/** A message with the turn that it is from. */
export interface ConversationMessage extends Message {
  /** The turn's index in `conversations`. */
  turn: number;
}

/** Options for {@linkcode conversationMessages}. */
export interface ConversationOptions {
  /** `tool`: as messages of that role. Anything else: as the user's, with this text before them. @default {"tool"} */
  toolTurns?: string;
}

/**
 * Returns a trace as a chat template should get it for training: every turn verbatim, save that tool turns lose the
 * `<tool_response>` tags that templates put on themselves.
 *
 * The system turn of the data set lists the tools, so no `tools` go with these messages.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param options The role of tool turns.
 * @returns The messages, each with its turn. A tool turn with several responses becomes several messages; what stands
 * between responses becomes one too.
 * @throws {RangeError} If a role is none of the data set's.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { conversationMessages } from "../mod.ts";
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
    const texts = role === "tool" ? unwrapResponses(content) : [content];
    return texts.map((text) => ({ role, content: text, turn }));
  });
}

/** Returns the texts of a tool turn without their tags: at least one. */
function unwrapResponses(value: string): string[] {
  const texts = readParts(value, "tool").flatMap((part) => {
    if (part.kind === "response") return [value.slice(part.body.start, part.body.end)];
    const between = value.slice(part.start, part.end);
    return pythonStrip(between) === "" ? [] : [between];
  });
  return texts.length > 0 ? texts : [value];
}

/** How many characters of a message the table shows, as in the tutorial. */
const SHOWN_CHARACTERS = 120;

/** Adds a display to messages: a table. */
export function shownMessages<M extends ToolCallMessage>(messages: M[]): M[] & Displayable {
  return displayable(messages, () => {
    const rows = messages.map(({ role, content, tool_calls = [] }) => ({
      role,
      characters: pythonLength(content),
      content: pythonHead([content, ...tool_calls.map(callLine)].filter(Boolean).join(" "), SHOWN_CHARACTERS),
    }));
    const { html, text } = table(rows, ["role", "characters", "content"], {
      caption: counted(messages.length, "message"),
      rows: ROWS_SHOWN,
    });
    return { "text/html": html.toWellFormed(), "text/plain": text };
  });
}

const callLine = ({ function: { name, arguments: given } }: ToolCall) => `${name}(${given})`;

/**
 * Gives tools' messages the role `user`, with a prefix, for models that know no role `tool`.
 *
 * @param messages The messages; they are left as they are.
 * @param prefix What goes before each tool's text. @default {"[TOOL OUTPUT]\n", as for masks; "[TOOL]\n" is the prefix of the tutorial's training text}
 * @returns New messages.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { normalizeToolRole } from "../mod.ts";
 *
 * const messages = normalizeToolRole([{ role: "tool", content: "a.txt" }]);
 * assertEquals([...messages], [{ role: "user", content: "[TOOL OUTPUT]\na.txt" }]);
 * ```
 */
export function normalizeToolRole(
  messages: readonly Message[],
  prefix = "[TOOL OUTPUT]\n",
): Message[] & Displayable {
  return shownMessages(
    messages.map((message): Message =>
      message.role === "tool"
        ? { ...message, role: "user", content: prefix + message.content }
        : { ...message }
    ),
  );
}
