import { counted, type Displayable, displayable } from "../display/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { type Block, limitBlocks, renderBlocksHtml, renderCard } from "./blocks.ts";
import { type Entry, listTraceEntries, requireWellFormed } from "./entries.ts";
import { type EntryKind, type RenderStyle, styleLayout } from "./render_style.ts";

/** A text with a display: a card in a notebook, its lines elsewhere. */
export interface DisplayableText extends Displayable {
  /** The lines, without the line end behind the last one. */
  text: string;
  /** An HTML card with the content of the lines. */
  html: string;
  /** Returns the lines. */
  toString(): string;
}

/** Options for {@linkcode renderTrace}. */
export interface RenderTraceOptions {
  /** Which reference the lines are printed like. @default {"tutorial"} */
  style?: RenderStyle;
  /** Characters (code points) kept of each thought and of each answer, at least 5. @default {350} */
  maxChars?: number;
}

/**
 * Renders a trace for reading, as the tutorial's `render_trace` prints it. In a notebook it shows as a card.
 *
 * @param trace The trace.
 * @param options The style, and the length of thoughts and answers.
 * @returns The lines in `text`, equal to Python's byte for byte, and the card in `html`.
 * @throws {PythonLimitError} Where the reference raises: a call nested too deep, or an integer of over 4,300 digits.
 * @throws {RangeError} If `maxChars` is below 5 and there is a thought or an answer.
 * @throws {TypeError} If the style is unknown, or the text holds half of a surrogate pair.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { renderTrace } from "tracebook";
 *
 * const trace = { id: "a", task: "Greet", conversations: [{ from: "gpt" as const, value: "<think>hm</think>Hello" }] };
 * assertStringIncludes(renderTrace(trace).text, "\n[THINK]\nhm\n\n[ANSWER]\nHello\n");
 * assertStringIncludes(`${renderTrace(trace, { style: "guide" })}`, "TASK [None / None]\nGreet\n");
 * ```
 */
export function renderTrace(trace: Trace, options: RenderTraceOptions = {}): DisplayableText {
  return displayableText(renderTraceText(trace, options), () => renderTraceHtml(trace, options));
}

/** Makes a text with a display; its card is made at the first use. */
export function displayableText(text: string, makeHtml: () => string): DisplayableText {
  let html: string | undefined;
  const value = {
    text,
    get html() {
      return html ??= makeHtml();
    },
  };
  Object.defineProperty(value, "toString", { value: () => text });
  return displayable(value, () => ({ "text/html": value.html, "text/plain": text }));
}

const ENTRY_LABELS: Record<EntryKind, string> = {
  user: "user",
  thought: "think",
  call: "call",
  response: "response",
  answer: "answer",
};

/** Entries that a card shows at most, so that a notebook with it still opens. */
const MAX_ENTRIES = 500;

/** Makes blocks of entries; thoughts are folded. */
export function makeEntryBlocks(entries: readonly Entry[]): Block[] {
  return limitBlocks(entries, MAX_ENTRIES, ({ kind, text }) => ({
    tone: kind,
    label: ENTRY_LABELS[kind],
    text,
    folded: kind === "thought",
  }));
}

/**
 * Renders a trace as a small HTML card with the shortened texts of `renderTraceText`: a heading with the task, then each
 * turn with its role; thoughts are folded. At most 500 entries are shown. Every text is escaped; there
 * are inline styles only.
 *
 * @param trace The trace.
 * @param options The style, and the length of thoughts and answers.
 * @returns HTML.
 * @throws {PythonLimitError | RangeError | TypeError} As `renderTraceText`; half of a surrogate pair becomes
 * U+FFFD.
 *
 * @example
 * ```ts
 * import { assert, assertStringIncludes } from "@std/assert";
 * import { renderTraceHtml } from "./mod.ts";
 *
 * const html = renderTraceHtml({
 *   id: "a",
 *   task: "Say hello",
 *   conversations: [{ from: "human", value: "<script>hello</script>" }],
 * });
 * assertStringIncludes(html, "&lt;script&gt;hello");
 * assert(!html.includes("<script"));
 * ```
 */
export function renderTraceHtml(trace: Trace, options: RenderTraceOptions = {}): string {
  const { style = "tutorial", maxChars = 350 } = options;
  const entries = listTraceEntries(trace, styleLayout(style).render, maxChars);
  const notes = [
    categoryLabel(trace),
    counted(trace.conversations.length, "turn"),
    ...trace.source ? [trace.source] : [],
  ];
  return renderCard(trace.task ?? "None", notes, renderBlocksHtml(makeEntryBlocks(entries)));
}

const ENTRY_HEADINGS: Record<EntryKind, string> = {
  user: "User",
  thought: "Think",
  call: "Call",
  response: "Tool response",
  answer: "Answer",
};

/**
 * Renders a trace as Markdown with the shortened texts of `renderTraceText`. Trace text stands in fenced blocks or is
 * escaped, so none of it is read as Markdown or HTML.
 *
 * @param trace The trace.
 * @param options The style, and the length of thoughts and answers.
 * @returns Markdown, ending in a line end.
 * @throws {PythonLimitError | RangeError | TypeError} As `renderTraceText`; half of a surrogate pair becomes
 * U+FFFD.
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { renderTraceMarkdown } from "./mod.ts";
 *
 * const markdown = renderTraceMarkdown({ id: "a", task: "Say *hi*", conversations: [{ from: "human", value: "Hi" }] });
 * assertStringIncludes(markdown, "## Say \\*hi\\*\n\nNone \\/ None\n\n**User**\n\n");
 * ```
 */
export function renderTraceMarkdown(trace: Trace, options: RenderTraceOptions = {}): string {
  const { style = "tutorial", maxChars = 350 } = options;
  const entries = listTraceEntries(trace, styleLayout(style).render, maxChars);
  const paragraphs = [
    `## ${escapeMarkdown(trace.task ?? "None")}`,
    escapeMarkdown(categoryLabel(trace)),
    ...entries.flatMap(({ kind, text }) => [`**${ENTRY_HEADINGS[kind]}**`, fenceMarkdown(text)]),
  ];
  return `${paragraphs.join("\n\n")}\n`.toWellFormed();
}

/** Returns text on one line with every ASCII punctuation mark escaped, as CommonMark allows. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** Returns a code block whose fence is longer than any row of backticks in the text. */
function fenceMarkdown(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Returns category and subcategory; what is absent reads `None`, as Python prints it. */
function categoryLabel({ category, subcategory }: Pick<Trace, "category" | "subcategory">): string {
  return `${category ?? "None"} / ${subcategory ?? "None"}`;
}

/**
 * Renders a trace as the lines that Python's `render_trace` prints, to the letter: task, user turns, thoughts, calls,
 * tool responses and answers, each shortened; found by the tutorial's rules.
 *
 * @param trace The trace.
 * @param options The style, and the length of thoughts and answers.
 * @returns The lines, without the line end behind the last one: `console.log` writes what Python's `print`
 * writes.
 * @throws {PythonLimitError} Where the reference raises too: a call nested too deep, or an integer of over
 * 4,300 digits.
 * @throws {RangeError} If `maxChars` is below 5 and there is a thought or an answer.
 * @throws {TypeError} If the style is unknown, or the text holds half of a surrogate pair.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderTraceText } from "./mod.ts";
 *
 * const trace = {
 *   id: "a",
 *   category: "Files",
 *   task: "Count the files",
 *   conversations: [
 *     { from: "gpt" as const, value: '<tool_call>{"name": "terminal", "arguments": {"command": "ls | wc -l"}}</tool_call>' },
 *     { from: "tool" as const, value: "<tool_response>\n7\n</tool_response>" },
 *   ],
 * };
 * assertEquals(renderTraceText(trace).split("\n").slice(2, -1), [
 *   "TASK [Files / None]: Count the files",
 *   "=".repeat(72),
 *   '[CALL] terminal({"command": "ls | wc -l"})',
 *   "[TOOL_RESPONSE] <tool_response> 7 </tool_response>",
 * ]);
 * ```
 */
export function renderTraceText(trace: Trace, options: RenderTraceOptions = {}): string {
  const { style = "tutorial", maxChars = 350 } = options;
  const { header, footer, render } = styleLayout(style);
  const lines = listTraceEntries(trace, render, maxChars).map(({ kind, text }) => render[kind][0] + text);
  return requireWellFormed(
    [...header(categoryLabel(trace), trace.task ?? "None"), ...lines, ...footer].join("\n"),
  );
}
