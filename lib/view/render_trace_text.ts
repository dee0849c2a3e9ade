import type { Trace } from "../trace/mod.ts";
import { printable, traceEntries } from "./entries.ts";
import { layoutOf, type ViewStyle } from "./view_style.ts";

/** How a trace is rendered. */
export interface RenderTraceOptions {
  /** Whose lines: the tutorial's or the guide's. @default {"tutorial"} */
  style?: ViewStyle;
  /** Characters (code points) kept of each thought and each answer, at least 5. @default {350} */
  maxChars?: number;
}

/** A trace's category and subcategory; what is absent reads `None`, as Python prints it. */
export function categoryLabel({ category, subcategory }: Pick<Trace, "category" | "subcategory">): string {
  return `${category ?? "None"} / ${subcategory ?? "None"}`;
}

/**
 * A trace as the lines that Python's `render_trace` prints, to the letter: task, user turns, thoughts, calls,
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
 * import { renderTraceText } from "tracebook";
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
  const { head, tail, render } = layoutOf(style);
  const lines = traceEntries(trace, render, maxChars).map(({ kind, text }) => render[kind][0] + text);
  return printable([...head(categoryLabel(trace), trace.task ?? "None"), ...lines, ...tail].join("\n"));
}
