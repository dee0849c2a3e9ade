import type { Trace } from "../trace/mod.ts";
import { type Block, some } from "./block.ts";
import { blocksHtml, cardHtml } from "./block_html.ts";
import { type Entry, traceEntries } from "./entries.ts";
import { categoryLabel, type RenderTraceOptions } from "./render_trace_text.ts";
import { counted } from "../display/numbers.ts";
import { type EntryKind, layoutOf } from "./view_style.ts";

const LABELS: Record<EntryKind, string> = {
  user: "user",
  thought: "think",
  call: "call",
  response: "response",
  answer: "answer",
};

/** Entries that a card shows; a notebook with more would open no longer. */
const ENTRIES = 500;

/** Entries as blocks of a card: thoughts fold. */
export function entryBlocks(entries: readonly Entry[]): Block[] {
  return some(entries, ENTRIES, ({ kind, text }) => ({
    tone: kind,
    label: LABELS[kind],
    text,
    folded: kind === "thought",
  }));
}

/**
 * A trace as a small HTML card with the same shortened texts as `renderTraceText`: a heading with the task,
 * then each turn with its role; thoughts unfold. At most 500 entries are shown. Every text is escaped; there
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
 * import { renderTraceHtml } from "tracebook";
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
  const entries = traceEntries(trace, layoutOf(style).render, maxChars);
  const remarks = [
    categoryLabel(trace),
    counted(trace.conversations.length, "turn"),
    ...trace.source ? [trace.source] : [],
  ];
  return cardHtml(trace.task ?? "None", remarks, blocksHtml(entryBlocks(entries)));
}
