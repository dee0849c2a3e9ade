/**
 * Traces in: from files and from the hub, checked row by row, joined, shuffled, looked into. And the files of
 * tokenizers.
 */
export { type Dataset, datasetOf } from "./dataset.ts";
export { type Duplicate, type DuplicateBy, DUPLICATES_BY } from "./first_of_kind.ts";
export * from "./inspect_traces.ts";
export * from "./load_error.ts";
export * from "./load_traces.ts";
export * from "./load_tokenizer_files.ts";
export type { LoadedTokenizer } from "./loaded_tokenizer.ts";
export { loadPiece } from "./load_piece.ts";
export type { RejectedRow } from "./rejected_row.ts";
export * from "./validate_traces.ts";
export { permutation } from "./permutation.ts";
export type { HubOptions, HubWatch } from "./hub/reach_hub.ts";
export type { LabelColumn, RowPlace } from "./rows.ts";
export type { PieceFile, TracePiece } from "./trace_piece.ts";
export type { HubFile } from "./hub/hub_files.ts";
