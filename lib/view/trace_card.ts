import { readTrace, type Trace, type TraceReading } from "../trace/mod.ts";
import { blocksText } from "./block.ts";
import { blocksHtml, cardHtml } from "./block_html.ts";
import { counted } from "../display/numbers.ts";
import { type ShownText, shownText } from "./render_trace.ts";
import { traceBlocks, unpaired } from "./trace_blocks.ts";

/** What a trace's card shows. */
export interface TraceCardOptions {
  /** Characters (code points) kept of each text. @default {2000} */
  maxChars?: number;
  /** Steps up to which all stand open; of a longer trace they unfold. @default {8} */
  openSteps?: number;
}

/**
 * A trace as a card for reading, by the structured rules: each step with its thoughts, its calls and what
 * came back to each of them, its answer, and everything that is wrong with it. Unlike `renderTrace` it never
 * throws for what a trace holds, and shows every response.
 *
 * @param trace The trace.
 * @param options How much is shown.
 * @returns The card in `html`, with every text escaped and inline styles only, and the same as indented lines
 * in `text`.
 * @throws {RangeError} If `maxChars` is below 1.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { traceCard } from "tracebook";
 *
 * const { text } = traceCard({
 *   id: "a",
 *   conversations: [{ from: "gpt", value: '<tool_call>{"name": "ls", "arguments": {"path": "src"}}</tool_call>' }],
 * });
 * assertStringIncludes(text, "[call] ls\n    path: src\n    [problem] no response");
 * ```
 */
export function traceCard(trace: Trace, options: TraceCardOptions = {}): ShownText {
  const { maxChars = 2000, openSteps = 8 } = options;
  if (!(maxChars >= 1)) throw new RangeError(`Cannot show ${maxChars} characters of a text: give 1 or more`);
  const reading = readTrace(trace);
  const title = trace.task ?? "(no task)";
  const facts = remarks(trace, reading);
  const blocks = traceBlocks(trace, reading, maxChars, reading.steps.length > openSteps);
  const text = [title, facts.join(" · "), blocksText(blocks)].filter((part) => part !== "").join("\n");
  return shownText(text.toWellFormed(), () => cardHtml(title, facts, blocksHtml(blocks)));
}

function remarks(trace: Trace, { steps, problems, unattached }: TraceReading): string[] {
  const category = [trace.category, trace.subcategory].filter((label) => label != null).join(" / ");
  const calls = steps.reduce((sum, step) => sum + step.calls.length, 0);
  const flagged = steps.reduce((sum, step) => sum + unpaired(step), problems.length + unattached.length);
  return [
    ...[category, trace.source].filter((label) => label != null && label !== "") as string[],
    counted(trace.conversations.length, "turn"),
    counted(steps.length, "step"),
    counted(calls, "call"),
    ...flagged > 0 ? [counted(flagged, "problem")] : [],
    `id ${trace.id}`,
  ];
}
