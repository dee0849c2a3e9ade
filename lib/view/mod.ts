/** One trace for reading: as text, Markdown or a card; step by step; its tools. */
export {
  renderTrace,
  renderTraceHtml,
  renderTraceMarkdown,
  type RenderTraceOptions,
  renderTraceText,
  type ShownText,
} from "./render_trace.ts";
export { showToolSchemas, type ToolSchemaOptions } from "./show_tool_schemas.ts";
export { traceCard, type TraceCardOptions } from "./trace_card.ts";
export { type ReplayOptions, TraceReplayer } from "./trace_replayer.ts";
export type { ViewStyle } from "./view_style.ts";
