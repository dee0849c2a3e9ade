import type { Trace } from "../../trace/mod.ts";
import { applyTemplate } from "../template/apply_template.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import { normalizeToolRole } from "./normalize_tool_role.ts";
import { toMessages } from "./to_messages.ts";

/** Whose training text it is: the tutorial's, or the guide's. */
export type TextStyle = "tutorial" | "guide";

/** How the training text is made. */
export interface TextOptions {
  /** Whose prefix: `[TOOL]` in the tutorial, `[TOOL OUTPUT]` in the guide. @default {"tutorial"} */
  style?: TextStyle;
  /** What templates that write the date take for today. @default {none} */
  now?: Date;
}

const PREFIX: Readonly<Record<TextStyle, string>> = { tutorial: "[TOOL]\n", guide: "[TOOL OUTPUT]\n" };

/**
 * A trace as the one text that the tutorial trains on: tools' messages as the user's, with a prefix, and the chat
 * template over all.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param template The tokenizer's chat template.
 * @param options Whose prefix, and the date.
 * @returns The text, byte for byte as Python makes it.
 * @throws {RangeError} If the trace has no turns, or the template refuses them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readChatTemplate, toText } from "tracebook";
 *
 * const template = readChatTemplate({ chat_template: "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}" });
 * assertEquals(toText({ conversations: [{ from: "tool", value: "a.txt" }] }, template), "user: [TOOL]\na.txt\n");
 * ```
 */
export function toText(
  trace: Pick<Trace, "conversations">,
  template: ChatTemplate,
  { style = "tutorial", now }: TextOptions = {},
): string {
  return applyTemplate(template, normalizeToolRole(toMessages(trace), PREFIX[style]), { now });
}
