import { gzipSync, zstdCompressSync } from "node:zlib";
import type { ProgressSink } from "./progress.ts";

/** How the pages of a parquet file are compressed. */
export type ParquetCodec = "ZSTD" | "SNAPPY" | "GZIP" | "UNCOMPRESSED";

/** Options of the parquet writers. */
export interface ParquetWriteOptions {
  /** How pages are compressed. Default: `ZSTD`. */
  codec?: ParquetCodec;
  /** Rows that are held in memory and written together. Default: 100 traces, or 10,000 records. */
  rowGroupRows?: number;
  /** Stops the writing; the target is then untouched. */
  signal?: AbortSignal;
  /** Gets the rows written, after each row group. */
  progress?: ProgressSink;
}

/** The codecs that hyparquet-writer does not bring along (it has snappy), natively and deterministic. */
export const PARQUET_COMPRESSORS = {
  ZSTD: (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes),
  GZIP: (bytes: Uint8Array): Uint8Array => gzipSync(bytes),
};

/** Checks a row group's size before anything is written. */
export function checkRowGroupRows(rows = 100): number {
  if (!Number.isSafeInteger(rows) || rows < 1) {
    throw new RangeError(`Cannot write row groups of ${rows} rows: a whole number of at least 1 is needed`);
  }
  return rows;
}
