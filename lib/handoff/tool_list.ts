import { toolSchemas, type Trace } from "../trace/mod.ts";
import { listedTools } from "../train/window/shorten_system.ts";

const [OPEN, CLOSE] = ["<tools>", "</tools>"];

/**
 * Whether a trace's `tools` column lists tools, so that a chat template can.
 *
 * @param trace The trace.
 * @returns True if it holds at least one schema.
 */
export function listsTools(trace: Pick<Trace, "tools">): boolean {
  return toolSchemas(trace).length > 0;
}

/**
 * A system prompt without its list of tools, for a template that writes one itself.
 *
 * @param text The system prompt.
 * @returns The prompt without the list and the tags around it; the same text where there is none.
 */
export function withoutToolList(text: string): string {
  const tools = listedTools(text);
  if (tools.length === 0) return text;
  const start = text.lastIndexOf(OPEN, tools[0]!.start);
  const close = text.indexOf(CLOSE, tools.at(-1)!.end);
  return text.slice(0, start) + (close < 0 ? "" : text.slice(close + CLOSE.length));
}
