/** From traces to what models are trained on: messages, chat templates, token ids, labels. */
export { parseArguments, type ParsedMessage } from "./formats/arguments.ts";
export {
  codeSpan,
  dataCard,
  type DataCardFile,
  type DataCardParts,
  type DataCardSection,
  plainMarkdown,
  VERSION,
} from "./formats/data_card.ts";
export { type ExportCounts, type Exporter, type LeftOut, makeExporter } from "./formats/exporter.ts";
export {
  FILE_FORMAT_RULES,
  FILE_FORMATS,
  type FileFormat,
  TRAINING_FORMATS,
  type TrainingFormat,
  type TrainingRecord,
  type TrainingRecordOptions,
  trainingRecords,
} from "./formats/formats.ts";
export { messageJson } from "./formats/message_json.ts";
export {
  type ConversationMessage,
  conversationMessages,
  type ConversationOptions,
  normalizeToolRole,
  toMessages,
} from "./formats/messages.ts";
export { type Pair, type TextOptions, type TextStyle, toChatml, toPairs, toText } from "./formats/texts.ts";
export { toToolCallMessages } from "./formats/tool_call_messages.ts";
export { trainerNotes } from "./formats/trainer_notes.ts";
export { auditMasks, type MaskAudit, presentAudit } from "./mask/audit_masks.ts";
export { type Percentiles, runningAudit } from "./mask/audit_state.ts";
export {
  type LabelledIds,
  showLabels,
  type ShowLabelsOptions,
  type ShownLabels,
} from "./mask/show_labels.ts";
export {
  type MaskMethod,
  type MaskOptions,
  type MaskSettings,
  maskSettings,
  TRAINED_PARTS,
  type TrainedPart,
  type Truncation,
} from "./mask/mask_options.ts";
export type { MaskCounts, MaskLoss, MaskReport, NothingTrained } from "./mask/mask_report.ts";
export {
  maskBySettings,
  type MaskedTrace,
  type MaskRecord,
  maskTrace,
  withAttentionMask,
} from "./mask/mask_trace.ts";
export { maskTraces, type MaskTracesOptions } from "./mask/mask_traces.ts";
export { listedTools, type ShortenedSystem, shortenSystem } from "./mask/shorten_system.ts";
export { buildMasked, type TutorialMask } from "./mask/tutorial_mask.ts";
export type { DuplicateCounts, SideCounts, SplitReport, SplitShare } from "./split/split_report.ts";
export { type Side, type SideOptions, SPLIT_KEYS, type SplitBy, splitSide } from "./split/split_side.ts";
export {
  makeSplitter,
  type Split,
  type SplitOptions,
  type Splitter,
  splitTraces,
} from "./split/split_traces.ts";
export {
  applyTemplate,
  findSpecialTokens,
  type SpecialTokenFound,
  type TemplateOptions,
} from "./template/apply_template.ts";
export { type ChatTemplate, readChatTemplate, type TokenizerConfig } from "./template/chat_template.ts";
export {
  type MessageSpan,
  type RenderedSpans,
  renderSpans,
  type TextMessage,
} from "./template/render_spans.ts";
export { type ProbeCode, type TemplateWarning, templateWarnings } from "./template/template_warnings.ts";
export { loadTokenizer } from "./tokenizer/load_tokenizer.ts";
export { embeddedTokenizer, filesOf, makeTokenizer } from "./tokenizer/make_tokenizer.ts";
export type { Codec, PlacedTokens, Tokenizer } from "./tokenizer/tokenizer.ts";
export type { FileFormatRules } from "./formats/formats.ts";
export type { AuditState } from "./mask/audit_state.ts";
export type { ListedTool } from "./mask/shorten_system.ts";
export { AUDIT_SUMS, type NothingCount } from "./mask/audit_state.ts";
