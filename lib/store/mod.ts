/** Files out: atomic writes, CSV and parquet, and where progress goes. */
export {
  type AtomicWriteOptions,
  type FileContent,
  withAtomicFile,
  writeFileAtomic,
} from "./atomic_write.ts";
export * from "./file_digest.ts";
export type { ParquetCodec, ParquetWriteOptions } from "./parquet_options.ts";
export { type Broadcast, notebookProgress } from "./notebook_progress.ts";
export type { Pace } from "./pace.ts";
export {
  endProgressLine,
  type Progress,
  progressLine,
  type ProgressSink,
  terminalProgress,
} from "./progress.ts";
export type { ProgressOutput } from "./terminal.ts";
export { datasetFeatures, type FieldType, type RecordFields } from "./record_fields.ts";
export * from "./record_parquet.ts";
export { type SavableChart, saveChart } from "./save_chart.ts";
export * from "./spreadsheet_safe.ts";
export * from "./staged_folder.ts";
export { type TraceRow, writeTraceParquet } from "./trace_parquet.ts";
export * from "./write_divided.ts";
export { RECORD_ENDINGS, writeRecords, type WrittenRecords } from "./write_records.ts";
export * from "./write_table.ts";
