import { counted, table } from "../display/mod.ts";
import { pythonHead, pythonStr } from "../python/mod.ts";
import { toolSchemas, type Trace } from "../trace/mod.ts";
import { type DisplayableText, displayableText } from "./render_trace.ts";

/** Options for {@linkcode showToolSchemas}. */
export interface ToolSchemaOptions {
  /** Number of tools that the text names; the notebook's table has all. @default {3, as the tutorial} */
  limit?: number;
  /** Name of the trace in the text. @default {"Sample 0"} */
  label?: string;
}

/** Characters (code points) shown of a description. */
const DESCRIPTION_LENGTH = 80;

/**
 * Lists the tools that a trace offers its model: how many there are, and each one's name with the first 80 characters of
 * its description. In a notebook they show as a table.
 *
 * @param trace A trace, or anything with its `tools`.
 * @param options How many tools the text names, and what it calls the trace.
 * @returns The lines that the tutorial prints in `text` (without the line end behind the last one), the table
 * in `html`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { showToolSchemas } from "tracebook";
 *
 * const tools = '[{"type": "function", "function": {"name": "ls", "description": "Lists files"}}]';
 * assertEquals(showToolSchemas({ tools }).text, "\nSample 0 has 1 tools available\n - ls — Lists files");
 * ```
 */
export function showToolSchemas(
  trace: Pick<Trace, "tools">,
  options: ToolSchemaOptions = {},
): DisplayableText {
  const { limit = 3, label = "Sample 0" } = options;
  const tools = toolSchemas(trace).map(({ name, description }) => ({
    tool: pythonStr(name),
    description: pythonHead(description, DESCRIPTION_LENGTH),
  }));
  const lines = tools.slice(0, limit).map(({ tool, description }) => ` - ${tool} — ${description}`);
  const text = ["", `${label} has ${tools.length} tools available`, ...lines].join("\n");
  const caption = counted(tools.length, "tool");
  return displayableText(text, () => table(tools, ["tool", "description"], { caption }).html.toWellFormed());
}
