import type { Trace } from "../trace/mod.ts";
import { traceEntries } from "./entries.ts";
import { categoryLabel, type RenderTraceOptions } from "./render_trace_text.ts";
import { type EntryKind, layoutOf } from "./view_style.ts";

const HEADINGS: Record<EntryKind, string> = {
  user: "User",
  thought: "Think",
  call: "Call",
  response: "Tool response",
  answer: "Answer",
};

/**
 * A trace as Markdown with the same shortened texts as `renderTraceText`. Trace text stands in fenced blocks
 * or is escaped, so none of it is read as Markdown or HTML.
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
 * import { renderTraceMarkdown } from "tracebook";
 *
 * const markdown = renderTraceMarkdown({ id: "a", task: "Say *hi*", conversations: [{ from: "human", value: "Hi" }] });
 * assertStringIncludes(markdown, "## Say \\*hi\\*\n\nNone \\/ None\n\n**User**\n\n");
 * ```
 */
export function renderTraceMarkdown(trace: Trace, options: RenderTraceOptions = {}): string {
  const { style = "tutorial", maxChars = 350 } = options;
  const entries = traceEntries(trace, layoutOf(style).render, maxChars);
  const paragraphs = [
    `## ${inline(trace.task ?? "None")}`,
    inline(categoryLabel(trace)),
    ...entries.flatMap(({ kind, text }) => [`**${HEADINGS[kind]}**`, fenced(text)]),
  ];
  return `${paragraphs.join("\n\n")}\n`.toWellFormed();
}

/** Text on one line, every ASCII mark escaped, as CommonMark allows. */
function inline(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** A code block whose fence is longer than any row of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
