/**
 * Traces in: from files and from the hub, checked row by row, joined, shuffled, looked into. And the files of
 * tokenizers.
 */
export { checkRow } from "./check_row.ts";
export { datasetOf } from "./dataset.ts";
export type { Dataset } from "./dataset_type.ts";
export { type Duplicate, type DuplicateBy, DUPLICATES_BY } from "./duplicates.ts";
export { fileRows } from "./file_rows.ts";
export { findDataFiles, FORMATS } from "./find_files.ts";
export { readTokenizerFolder, type TokenizerFiles } from "./folder_tokenizer.ts";
export { type Inspection, inspectTraces } from "./inspect_traces.ts";
export { LoadError, type LoadErrorPlace, type RejectedRow } from "./load_error.ts";
export { loadTokenizerFiles } from "./load_tokenizer.ts";
export { loadPiece, type LoadSource, loadTraces } from "./load_traces.ts";
export { pieceRows } from "./row_views.ts";
export type { LabelColumn, PieceFile, RowPlace, Rows, TracePiece } from "./rows.ts";
export {
  type RejectReason,
  type ValidateOptions,
  validateTraces,
  type ValidationReport,
} from "./validate_traces.ts";
export type { HubOptions, LoadOptions } from "./hub/hub.ts";
export type { HubFile } from "./hub/hub_files.ts";
export type { DataFile } from "./find_files.ts";
export { FILE_ROWS, type RowResult, type RowsPiece } from "./rows.ts";
