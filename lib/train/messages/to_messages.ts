import type { Displayable } from "../../display/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { type Message, ROLE_MAP } from "../../trace/mod.ts";
import { shownMessages } from "./message.ts";

/**
 * A trace as chat messages, as the tutorial's `to_openai_messages` (and the guide's `to_chat_messages`) makes them:
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
