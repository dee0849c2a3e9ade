/**
 * Tracebook: load, parse, measure, plot and read the reasoning traces of tool-using agents.
 *
 * Names are grouped by what they are for, in the order of the work: load, read, measure, plot, view, mask, hand off,
 * score, write.
 *
 * @module
 */
export type { Message, Role, ToolCallMessage, Trace, Turn } from "./lib/trace/mod.ts";
export {
  type Dataset,
  datasetOf,
  LoadError,
  type LoadOptions,
  loadTraces,
  type RejectedRow,
  validateTraces,
  type ValidationReport,
} from "./lib/load/mod.ts";
export { makeRedactor, type RedactedTrace, type Redaction } from "./lib/redact/mod.ts";
export {
  type AnsweredCall,
  type ErrorClass,
  firstTurn,
  judgeResponse,
  type Outcome,
  parseAssistant,
  parseTool,
  type Part,
  readParts,
  readTrace,
  type Span,
  type Step,
  type ToolSchema,
  toolSchemas,
  type TraceReading,
} from "./lib/trace/mod.ts";
export {
  compareFacts,
  type Comparison,
  correlate,
  type Correlations,
  type Distribution,
  distributions,
  errorGap,
  type ErrorRate,
  errorRates,
  type Estimate,
  FACT_COLUMNS,
  type Facts,
  gatherFacts,
  Groups,
  MeasureError,
  type MeasureOptions,
  measureTraces,
  type MetricComparison,
  type RecoveryRate,
  recoveryRates,
  type Rules,
  type StructuredFacts,
  type StructuredSummary,
  type Summary,
  type Transition,
} from "./lib/measure/mod.ts";
export {
  type Chart,
  type ChartSpec,
  plotCategories,
  plotComparison,
  plotConfusion,
  plotDashboard,
  plotErrorRates,
  plotFactsDistributions,
  plotFailureModes,
  plotLengths,
  plotRecovery,
  plotScoreDifferences,
  plotScores,
  plotScoresByCategory,
  plotThinkingAndCalls,
  plotTokenLengths,
  plotTools,
  plotToolsBySource,
  plotTransitions,
  plotTurns,
  plotTurnsBySource,
  plotWidths,
  plotWorkflowGraph,
} from "./lib/plot/mod.ts";
export { renderTrace, showToolSchemas, traceCard, TraceReplayer } from "./lib/view/mod.ts";
export { type Displayable, type MimeBundle, type Table, table } from "./lib/display/mod.ts";
export {
  auditMasks,
  buildMasked,
  loadTokenizer,
  type MaskAudit,
  type MaskedTrace,
  type MaskOptions,
  type MaskRecord,
  type MaskReport,
  maskTrace,
  maskTraces,
  showLabels,
  type Split,
  type SplitReport,
  splitTraces,
  templateWarnings,
  type Tokenizer,
  toMessages,
} from "./lib/train/mod.ts";
export { type TrainingFolderOptions, type TrainingManifest, writeTrainingFolder } from "./lib/handoff/mod.ts";
export {
  comparePredictions,
  type Prediction,
  type PredictionComparison,
  PredictionError,
  readPredictions,
  scoreToolSelection,
  simulatePredictions,
  type ToolSelection,
} from "./lib/score/mod.ts";
export {
  type Progress,
  type ProgressSink,
  saveChart,
  writeRecords,
  writeTable,
  writeTraces,
} from "./lib/files/mod.ts";

// Inside a live Deno kernel, importing Tracebook keeps results in their cells; elsewhere this does nothing.
import "./lib/notebook/kernel/kernel_fix.ts";
