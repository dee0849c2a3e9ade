/**
 * Loads traces from files and from the hub, row by row checked, as data sets that can be joined, filtered, shuffled
 * and validated; and the files of tokenizers.
 */
export { checkRow } from "./check_row.ts";
export { datasetOf } from "./dataset.ts";
export type { Dataset } from "./dataset_type.ts";
export { type Duplicate, type DuplicateBy, DUPLICATES_BY } from "./duplicates.ts";
export { fileRows } from "./file_rows.ts";
export { type DataFile, findDataFiles, FORMATS } from "./find_files.ts";
export { readTokenizerFolder, type TokenizerFiles } from "./folder_tokenizer.ts";
export type { HubOptions, LoadOptions } from "./hub/hub.ts";
export type { HubFile } from "./hub/hub_files.ts";
export { type Inspection, inspectTraces } from "./inspect_traces.ts";
export { LoadError, type LoadErrorPlace, type RejectedRow } from "./load_error.ts";
export { loadTokenizerFiles } from "./load_tokenizer.ts";
export { loadPiece, type LoadSource, loadTraces } from "./load_traces.ts";
export { pieceRows } from "./row_views.ts";
export {
  FILE_ROWS,
  type LabelColumn,
  type PieceFile,
  type RowPlace,
  type RowResult,
  type Rows,
  type RowsPiece,
  type TracePiece,
} from "./rows.ts";
export {
  type RejectReason,
  type ValidateOptions,
  validateTraces,
  type ValidationReport,
} from "./validate_traces.ts";
