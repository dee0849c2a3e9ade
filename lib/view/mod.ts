/** One trace for reading: as text, Markdown or a card; step by step; its tools. */
export type { ViewStyle } from "./view_style.ts";
export { type RenderTraceOptions, renderTraceText } from "./render_trace_text.ts";
export { renderTraceMarkdown } from "./render_trace_markdown.ts";
export { renderTraceHtml } from "./render_trace_html.ts";
export { renderTrace, type ShownText } from "./render_trace.ts";
export { type ReplayOptions, TraceReplayer } from "./trace_replayer.ts";
export { showToolSchemas, type ToolSchemaOptions } from "./show_tool_schemas.ts";
export { traceCard, type TraceCardOptions } from "./trace_card.ts";
