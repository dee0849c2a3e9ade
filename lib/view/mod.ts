/** Shows one trace for reading: as text, Markdown or an HTML card, step by step, and with the tools it offers. */
export {
  type DisplayableText,
  renderTrace,
  renderTraceHtml,
  renderTraceMarkdown,
  type RenderTraceOptions,
  renderTraceText,
} from "./render_trace.ts";
export { showToolSchemas, type ToolSchemaOptions } from "./show_tool_schemas.ts";
export { traceCard, type TraceCardOptions } from "./trace_card.ts";
export { type ReplayOptions, TraceReplayer } from "./trace_replayer.ts";
export type { RenderStyle } from "./render_style.ts";
