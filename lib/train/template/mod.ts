/** Chat templates, applied as Python applies them. */
export { type ChatTemplate, readChatTemplate, type TokenizerConfig } from "./chat_template.ts";
export { applyTemplate, type TemplateOptions } from "./apply_template.ts";
export { findSpecialTokens, type SpecialTokenFound } from "./find_special_tokens.ts";
export type { TextMessage } from "./marked_messages.ts";
export { type MessageSpan, type RenderedSpans, renderSpans } from "./render_spans.ts";
export type { ProbeCode } from "./template_probes.ts";
export { type TemplateWarning, templateWarnings } from "./template_warnings.ts";
