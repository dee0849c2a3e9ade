/** Files out: atomic writes, CSV and parquet, and where progress goes. */
export {
  type AtomicWriteOptions,
  type FileContent,
  withAtomicFile,
  writeFileAtomic,
} from "./atomic_write.ts";
export type { ParquetCodec, ParquetWriteOptions } from "./parquet_options.ts";
export * from "./mask_parquet.ts";
export * from "./progress.ts";
export type { ProgressOutput } from "./terminal.ts";
export * from "./record_parquet.ts";
export { type SavableChart, saveChart } from "./save_chart.ts";
export * from "./spreadsheet_safe.ts";
export * from "./trace_parquet.ts";
export * from "./write_records.ts";
