/** Writes files so that they appear whole: traces, records, tables, charts; and shows progress. */
export {
  type AtomicWriteOptions,
  type FileContent,
  isSystemError,
  withAtomicFile,
  writeAll,
  writeAllSync,
  writeFileAtomic,
} from "./atomic_write.ts";
export { datasetFeatures, type FieldType, type RecordFields, TOKEN_FIELDS } from "./fields.ts";
export { type Broadcast, notebookProgress, ownNotebookProgress } from "./notebook_progress.ts";
export type { ParquetCodec, ParquetWriteOptions } from "./parquet.ts";
export {
  endProgressLine,
  type Progress,
  progressLine,
  type ProgressOutput,
  type ProgressSink,
  terminalColumns,
  terminalProgress,
  type Timing,
  withoutControls,
  writeText,
} from "./progress.ts";
export { type SavableChart, saveChart } from "./save_chart.ts";
export { type FileDigest, fileDigest, withStagedFolder } from "./staged_folder.ts";
export { RECORD_ENDINGS, writeRecords, type WrittenRecords } from "./write_records.ts";
export {
  type RecordCell,
  type RecordColumn,
  spreadsheetSafe,
  writeRecordParquet,
  writeTable,
} from "./write_table.ts";
export { writeDivided, writeTraceParquet, writeTraces } from "./write_traces.ts";
