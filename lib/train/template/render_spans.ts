import { pythonStrip, skipSpace, skipSpaceBack } from "../../python/mod.ts";
import type { Span } from "../../trace/mod.ts";
import { applyTemplate, type TemplateOptions } from "./apply_template.ts";
import type { ChatTemplate } from "./chat_template.ts";

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
 * Renders messages and finds the part of the text that is from each message: what lies between the head of a turn
 * and its
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
 * import { readChatTemplate, renderSpans } from "../mod.ts";
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
  const places = markedPlaces(messages, findMarks(template, messages, options, text));
  const delimiters = messages.some(({ role }) => role === "assistant")
    ? findTurnDelimiters(template, options)
    : { head: "", end: "" };
  const spans: MessageSpan[] = [];
  for (const [index, message] of messages.entries()) {
    const { begin, end } = places[index]!;
    const place = begin === undefined
      ? assistantSpan(text, spans.at(-1)?.end ?? 0, end, delimiters)
      : markedSpan(message, begin, end);
    if (!place) throw messageNotFound(messages, index);
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
function markedPlaces(
  messages: readonly TextMessage[],
  marks: readonly Mark[],
): { begin?: number; end: number }[] {
  let next = 0;
  const nextMark = (message: number, begins: boolean) => {
    const mark = marks[next++];
    if (mark?.message !== message || mark.begins !== begins) throw messageNotFound(messages, message);
    return mark.at;
  };
  const places = messages.map(({ role }, i) =>
    role === "assistant" ? { end: nextMark(i, false) } : { begin: nextMark(i, true), end: nextMark(i, false) }
  );
  if (next < marks.length) throw messageNotFound(messages, marks[next]!.message);
  return places;
}

type Place = Omit<MessageSpan, "message" | "verbatim">;

/** The text between its marks, with the tags that the marks lie within. */
function markedSpan(message: TextMessage, begin: number, end: number): Place {
  const { content } = message;
  const [start, stop] = innerSpan(message);
  const last = end + pythonStrip(content.slice(stop)).length;
  return { start: begin - pythonStrip(content.slice(0, start)).length, end: last, stop: last };
}

/** From behind the turn's head to what ends the turn; the text that was marked ends at `at`. */
function assistantSpan(
  text: string,
  from: number,
  at: number,
  { head, end }: TurnDelimiters,
): Place | undefined {
  const found = text.indexOf(head, from);
  const start = found + head.length;
  if (found < 0 || start > at) return undefined;
  const last = end === "" ? at : text.indexOf(end, at);
  // only white space that the message itself has at its end may lie between
  if (last < 0 || skipSpace(text, at) < last) return undefined;
  return { start, end: last, stop: last + end.length };
}

function messageNotFound(messages: readonly TextMessage[], index: number): RangeError {
  const { role } = messages[index]!;
  return new RangeError(
    `Cannot find message ${index} (${role}) in the rendered text: the template drops, moves or changes it; ` +
      "templateWarnings says what it does",
  );
}

/** A message that is only text: thoughts and calls stand in its content. */
export interface TextMessage {
  /** The role, such as `assistant`. */
  role: string;
  /** The message's text. */
  content: string;
}

/** Messages with marks in their texts, and the way back. */
interface MarkedMessages<M extends TextMessage> {
  /** The messages, marked: where an assistant's text ends, where any other begins and ends. */
  messages: M[];
  /** Takes the marks out of a rendered text; returns the text, and the place of each mark in it. */
  unmark(rendered: string): { text: string; marks: Mark[] };
}

/** A mark that was found. */
interface Mark {
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
type EndOfThought = "within" | "outside";

const TOOL_RESPONSE = { open: "<tool_response>", close: "</tool_response>" };

/**
 * Marks where texts begin and end: within the white space at a text's ends, which a template may strip, and within
 * `<tool_response>` tags, which it may look for. The beginning of an assistant's text has no mark: templates take
 * thoughts from there.
 */
function markMessages<M extends TextMessage>(
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

/** Returns the span of a message's text in which its marks lie. */
function innerSpan({ role, content }: TextMessage): [start: number, end: number] {
  const start = skipSpace(content, 0);
  const end = skipSpaceBack(content, start, content.length);
  const wrapped = role === "user" && content.startsWith(TOOL_RESPONSE.open, start) &&
    content.endsWith(TOOL_RESPONSE.close, end) &&
    end - start >= TOOL_RESPONSE.open.length + TOOL_RESPONSE.close.length;
  return wrapped ? [start + TOOL_RESPONSE.open.length, end - TOOL_RESPONSE.close.length] : [start, end];
}

/** Returns three characters for private use that no text holds. */
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

/** What a template writes around an assistant's text. */
interface TurnDelimiters {
  /** What stands before the text, such as `<|im_start|>assistant\n`. */
  head: string;
  /** What ends the turn, such as `<|im_end|>`; empty where nothing does. */
  end: string;
}

// Words that no template says.
const QUESTION = "qz-asked";
const THOUGHT = "qz-thought";
const ANSWER = "qz-said";

const question = { role: "user", content: QUESTION };
const answer = { role: "assistant", content: ANSWER };
const thoughtAndAnswer = { role: "assistant", content: `<think>\n${THOUGHT}\n</think>\n${ANSWER}` };
const nextQuestion = { role: "user", content: "qz-asked-again" };

/**
 * Finds out, by rendering small conversations, what a template writes around an assistant's text. The head is what the
 * generation prompt and the heads of turns with and without a thought have in common: a template may add an empty
 * thought to any of them.
 */
function findTurnDelimiters(template: ChatTemplate, options: TemplateOptions): TurnDelimiters {
  const render = (messages: TextMessage[], addGenerationPrompt = false) =>
    applyTemplate(template, messages, { ...options, tools: null, addGenerationPrompt });
  const endOfQuestion = between(render([question]), QUESTION);
  const prompt = between(render([question], true), QUESTION);
  const heads = [
    between(render([question, answer, nextQuestion]), QUESTION, ANSWER),
    between(render([question, thoughtAndAnswer]), QUESTION, ANSWER).split(THOUGHT, 1)[0]!,
    // some templates know no generation prompt, or always add one
    ...(prompt === endOfQuestion ? [] : [prompt]),
  ];
  const head = heads.reduce(commonStart);
  if (head === "") {
    throw new RangeError(
      "Cannot tell where an assistant's turn begins: the template writes nothing before it",
    );
  }
  const own = head.startsWith(endOfQuestion) ? head.slice(endOfQuestion.length) : "";
  // a template that always adds a generation prompt leaves nothing of its own
  return {
    head: own || head,
    end: endOfTurn(between(render([question, answer]), ANSWER), template.specialTokens),
  };
}

/** Returns the text behind one word, up to another. */
function between(text: string, before: string, behind?: string): string {
  const start = text.indexOf(before);
  const end = behind === undefined ? text.length : text.indexOf(behind, start + before.length);
  if (start >= 0 && end >= 0) return text.slice(start + before.length, end);
  throw new RangeError("Cannot find what is said in the rendered text: the template changes or drops it");
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** The first special token with what stands before it; without one, all but white space at the end. */
function endOfTurn(tail: string, specialTokens: readonly string[]): string {
  const ends = specialTokens.flatMap((token) => {
    const at = token === "" ? -1 : tail.indexOf(token);
    return at < 0 ? [] : [at + token.length];
  });
  return ends.length > 0 ? tail.slice(0, Math.min(...ends)) : tail.trimEnd();
}
