import { pythonStrip, skipSpace, type Span } from "../../trace/mod.ts";
import { applyTemplate, type TemplateOptions } from "./apply_template.ts";
import type { ChatTemplate } from "./chat_template.ts";
import { innerSpan, type Mark, markMessages, type TextMessage } from "./marked_messages.ts";
import { findTurnFrame, type TurnFrame } from "./turn_frame.ts";

/** Where a message stands in a rendered text; UTF-16 indices. */
export interface MessageSpan extends Span {
  /** The message's index. */
  message: number;
  /** Behind the token that ends an assistant's turn; for the others, and where nothing ends a turn, `end`. */
  stop: number;
  /** Whether the text stands there as it is, but for white space at its ends. */
  verbatim: boolean;
}

/** A rendered text, and where its messages are in it. */
export interface RenderedSpans {
  /** The text, as {@linkcode applyTemplate} returns it. */
  text: string;
  /** One span for each message, in order. What lies between them is the template's. */
  spans: MessageSpan[];
}

/**
 * Renders messages and says which part of the text is from which message: what lies between the head of a turn and its
 * end. An assistant's span is everything a model would have to write itself after the generation prompt, also where
 * the template sets a thought apart or drops it; its end-of-turn token lies between `end` and `stop`.
 *
 * The places are found with marks in a second rendering, and hold only if that is the first one without the marks. So
 * the time is that of two renderings, rarely three, however many messages there are.
 *
 * @param template The template.
 * @param messages The messages, with nothing but text: thoughts and calls stand in `content`.
 * @param options Tools, and what else the template reads.
 * @returns The text and the spans.
 * @throws {RangeError} If the template refuses the messages, drops or doubles one, changes their order, or changes the
 * end of one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readChatTemplate, renderSpans } from "tracebook";
 *
 * const template = readChatTemplate({
 *   chat_template: "{% for m in messages %}[{{ m.role }}] {{ m.content | trim }}</s>\n{% endfor %}",
 *   eos_token: "</s>",
 * });
 * const messages = [{ role: "user", content: "Hi" }, { role: "assistant", content: "Hello" }];
 * const { text, spans } = renderSpans(template, messages);
 * assertEquals(text, "[user] Hi</s>\n[assistant] Hello</s>\n");
 * assertEquals(spans.map(({ start, end, stop }) => [text.slice(start, end), text.slice(end, stop)]), [
 *   ["Hi", ""],
 *   ["Hello", "</s>"],
 * ]);
 * ```
 */
export function renderSpans<M extends TextMessage>(
  template: ChatTemplate,
  messages: readonly M[],
  options: TemplateOptions = {},
): RenderedSpans {
  const text = applyTemplate(template, messages, options);
  const places = placesOf(messages, findMarks(template, messages, options, text));
  const frame = messages.some(({ role }) => role === "assistant")
    ? findTurnFrame(template, options)
    : { head: "", end: "" };
  const spans: MessageSpan[] = [];
  for (const [index, message] of messages.entries()) {
    const { begin, end } = places[index]!;
    const place = begin === undefined
      ? assistantSpan(text, spans.at(-1)?.end ?? 0, end, frame)
      : otherSpan(message, begin, end);
    if (!place) throw lost(messages, index);
    const verbatim = pythonStrip(text.slice(place.start, place.end)) === pythonStrip(message.content);
    spans.push({ message: index, ...place, verbatim });
  }
  return { text, spans };
}

/** The marks in a rendering that is the text without them. */
function findMarks<M extends TextMessage>(
  template: ChatTemplate,
  messages: readonly M[],
  options: TemplateOptions,
  text: string,
): Mark[] {
  for (const endOfThought of ["within", "outside"] as const) {
    const marked = markMessages(messages, endOfThought);
    const unmarked = marked.unmark(applyTemplate(template, marked.messages, options));
    if (unmarked.text === text) return unmarked.marks;
  }
  throw new RangeError(
    "Cannot tell which message is where: the template cuts texts, or looks at how they end",
  );
}

/** Where each message's text begins (but for an assistant's) and ends, if every mark is there once and in order. */
function placesOf(
  messages: readonly TextMessage[],
  marks: readonly Mark[],
): { begin?: number; end: number }[] {
  let next = 0;
  const take = (message: number, begins: boolean) => {
    const mark = marks[next++];
    if (mark?.message !== message || mark.begins !== begins) throw lost(messages, message);
    return mark.at;
  };
  const places = messages.map(({ role }, i) =>
    role === "assistant" ? { end: take(i, false) } : { begin: take(i, true), end: take(i, false) }
  );
  if (next < marks.length) throw lost(messages, marks[next]!.message);
  return places;
}

type Place = Omit<MessageSpan, "message" | "verbatim">;

/** The text between its marks, with the tags that the marks lie within. */
function otherSpan(message: TextMessage, begin: number, end: number): Place {
  const { content } = message;
  const [start, stop] = innerSpan(message);
  const last = end + pythonStrip(content.slice(stop)).length;
  return { start: begin - pythonStrip(content.slice(0, start)).length, end: last, stop: last };
}

/** From behind the turn's head to what ends the turn; the text that was marked ends at `at`. */
function assistantSpan(text: string, from: number, at: number, { head, end }: TurnFrame): Place | undefined {
  const found = text.indexOf(head, from);
  const start = found + head.length;
  if (found < 0 || start > at) return undefined;
  const last = end === "" ? at : text.indexOf(end, at);
  // only white space that the message itself has at its end may lie between
  if (last < 0 || skipSpace(text, at) < last) return undefined;
  return { start, end: last, stop: last + end.length };
}

function lost(messages: readonly TextMessage[], index: number): RangeError {
  const { role } = messages[index]!;
  return new RangeError(
    `Cannot find message ${index} (${role}) in the rendered text: the template drops, moves or changes it; ` +
      "templateWarnings says what it does",
  );
}
