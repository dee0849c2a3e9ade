import type { Displayable } from "../../display/mod.ts";
import type { Message } from "../../trace/mod.ts";
import { shownMessages } from "./message.ts";

/**
 * Tools' messages as the user's, for models that know no role `tool`: with a prefix that says what they are.
 *
 * @param messages The messages; they are left as they are.
 * @param prefix What goes before each tool's text. @default {"[TOOL OUTPUT]\n", as for masks; "[TOOL]\n" is the prefix of the tutorial's training text}
 * @returns New messages.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { normalizeToolRole } from "tracebook";
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
