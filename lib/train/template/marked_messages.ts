import { skipSpace, skipSpaceBack } from "../../trace/mod.ts";

/** A message that is only text. */
export interface TextMessage {
  /** Who speaks. */
  role: string;
  /** The text. */
  content: string;
}

/** Messages with marks in their texts, and the way back. */
export interface MarkedMessages<M extends TextMessage> {
  /** The messages, marked: where an assistant's text ends, where any other begins and ends. */
  messages: M[];
  /**
   * Takes the marks out of what a template made of the messages.
   *
   * @param rendered The template's text.
   * @returns The text without marks, and the mark of each place in it.
   */
  unmark(rendered: string): { text: string; marks: Mark[] };
}

/** A mark that was found. */
export interface Mark {
  /** The message's index. */
  message: number;
  /** Whether it is where the message's text begins; else where it ends. */
  begins: boolean;
  /** UTF-16 index in the text without marks. */
  at: number;
}

/**
 * Where the mark of an assistant's text goes that ends with a thought and white space: before the white space, for
 * templates that strip it, or behind it, for those that set the thought apart.
 */
export type EndOfThought = "within" | "outside";

const WRAPPED = { open: "<tool_response>", close: "</tool_response>" };

/**
 * Marks where texts begin and end, so that they are found again in what a template writes. Marks lie within the white
 * space at a text's ends, which a template may strip, and within `<tool_response>` tags, which it may look for. The
 * beginning of an assistant's text has none: templates take thoughts from there.
 *
 * @param messages The messages.
 * @param endOfThought Where the mark goes at the end of a text that says nothing behind its thought.
 * @returns The marked messages.
 */
export function markMessages<M extends TextMessage>(
  messages: readonly M[],
  endOfThought: EndOfThought,
): MarkedMessages<M> {
  const [begin, end, close] = unusedCharacters(messages.map(({ content }) => content));
  const marked = messages.map((message, i) => {
    const { content } = message;
    const [start, inner] = innerSpan(message);
    const thinksLast = message.role === "assistant" && content.endsWith("</think>", inner);
    const stop = thinksLast && endOfThought === "outside" ? content.length : inner;
    const first = message.role === "assistant" ? "" : `${begin}${i}${close}`;
    const core = `${first}${content.slice(start, stop)}${end}${i}${close}`;
    return { ...message, content: content.slice(0, start) + core + content.slice(stop) };
  });
  const pattern = new RegExp(`([${begin}${end}])([0-9]+)${close}`, "g");
  const unmark = (rendered: string) => {
    const marks: Mark[] = [];
    let removed = 0;
    const text = rendered.replace(pattern, (mark, kind, index, at) => {
      marks.push({ message: Number(index), begins: kind === begin, at: at - removed });
      removed += mark.length;
      return "";
    });
    return { text, marks };
  };
  return { messages: marked, unmark };
}

/** How far a message's marks lie from the ends of its text. */
export function innerSpan({ role, content }: TextMessage): [start: number, end: number] {
  const start = skipSpace(content, 0);
  const end = skipSpaceBack(content, start, content.length);
  const wrapped = role === "user" && content.startsWith(WRAPPED.open, start) &&
    content.endsWith(WRAPPED.close, end) && end - start >= WRAPPED.open.length + WRAPPED.close.length;
  return wrapped ? [start + WRAPPED.open.length, end - WRAPPED.close.length] : [start, end];
}

/** Three characters for private use that no text holds. */
function unusedCharacters(texts: readonly string[]): [string, string, string] {
  const found: string[] = [];
  for (let code = 0xe000; code <= 0xf8ff && found.length < 3; code++) {
    const char = String.fromCharCode(code);
    if (!texts.some((text) => text.includes(char))) found.push(char);
  }
  if (found.length < 3) {
    throw new RangeError("Cannot mark messages that hold every character for private use");
  }
  return found as [string, string, string];
}
