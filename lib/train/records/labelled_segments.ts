import type { Trace } from "../../trace/mod.ts";
import { conversationMessages } from "../messages/conversation_messages.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import { renderSpans } from "../template/render_spans.ts";

/** A piece of a rendered text, and whether it is trained on. */
export interface LabelledSegment {
  /** Whether it is trained on. */
  label: boolean;
  /** The text. */
  text: string;
}

/**
 * A trace as pieces of the text that a chat template makes of it: what the assistant writes, with the token that ends its
 * turn, is trained on, all else is not. In this format axolotl adds nothing.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param template The tokenizer's chat template.
 * @returns The pieces; together they are the text.
 * @throws {RangeError} If the template refuses the turns, or hides where they are.
 * @see https://docs.axolotl.ai/docs/input_output.html
 */
export function labelledSegments(
  trace: Pick<Trace, "conversations">,
  template: ChatTemplate,
): LabelledSegment[] {
  const messages = conversationMessages(trace);
  const { text, spans } = renderSpans(template, messages);
  const segments: LabelledSegment[] = [];
  let at = 0;
  const take = (end: number, label: boolean) => {
    if (end > at) segments.push({ label, text: text.slice(at, end) });
    at = Math.max(at, end);
  };
  for (const { message, start, stop } of spans) {
    if (messages[message]!.role !== "assistant") continue;
    take(start, false);
    take(stop, true);
  }
  take(text.length, false);
  return segments;
}
