import type { SchemaElement } from "hyparquet";
import { ByteWriter, type ColumnSource, type KeyValue, ParquetWriter } from "hyparquet-writer";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { withAtomicFile, writeAll } from "./atomic_write.ts";
import type { ProgressSink } from "./progress.ts";

/** Layout of a parquet file: its schema, and how rows become columns. */
export interface ParquetLayout<Row> {
  /** Schema elements, root first, as the format lists them. */
  schema: SchemaElement[];
  /** Turns the rows of one row group into columns, in the order of the schema. `firstRow` is the number of the first. */
  columns: (rows: Row[], firstRow: number) => ColumnSource[];
  /** Key-value entries for the file's footer. */
  metadata?: KeyValue[];
}

/** Writer that takes rows one at a time. */
export interface RowSink<Row> {
  /** Takes a row; resolves once there is room for the next. */
  write(row: Row): Promise<void>;
  /** Writes the rows that are left, and returns the number of all rows written. */
  finish(): Promise<number>;
}

/** Writes rows to a parquet file, one row group in memory; `layoutOf` decides the schema from the first group. */
export async function writeParquetFile<Row>(
  path: string | URL,
  rows: Iterable<Row> | AsyncIterable<Row>,
  layoutOf: (first: Row[]) => ParquetLayout<Row>,
  options: ParquetWriteOptions,
): Promise<number> {
  checkRowGroupRows(options.rowGroupRows);
  return await withAtomicFile(path, async (file) => {
    const sink = parquetSink(file, layoutOf, options);
    for await (const row of rows) await sink.write(row);
    return await sink.finish();
  }, options);
}

/** Opens a writer of rows into an empty open file, which is not closed; the form of {@linkcode writeParquetFile} for rows that come one by one. */
export function parquetSink<Row>(
  file: Deno.FsFile,
  layoutOf: (first: Row[]) => ParquetLayout<Row>,
  { codec = "ZSTD", rowGroupRows, signal, onProgress }: ParquetWriteOptions,
): RowSink<Row> {
  const most = checkRowGroupRows(rowGroupRows);
  const writer = new FlushingWriter(file);
  let parquet: ParquetWriter | undefined;
  let layout: ParquetLayout<Row> | undefined;
  let group: Row[] = [];
  let done = 0;
  const flush = async () => {
    signal?.throwIfAborted();
    layout ??= layoutOf(group);
    parquet ??= new ParquetWriter({
      writer,
      schema: layout.schema,
      codec,
      compressors: PARQUET_COMPRESSORS,
      kvMetadata: layout.metadata,
      createdBy: "tracebook",
    });
    if (group.length > 0) {
      await parquet.write({ columnData: layout.columns(group, done), rowGroupSize: group.length });
    }
    done += group.length;
    group = [];
    onProgress?.({ stage: "Writing", done, unit: "rows" });
  };
  return {
    async write(row) {
      group.push(row);
      if (group.length >= most) await flush();
    },
    async finish() {
      if (group.length > 0 || !parquet) await flush();
      await parquet!.finish();
      return done;
    },
  };
}

/** hyparquet-writer's buffer, emptied into a file after each row group. */
class FlushingWriter extends ByteWriter {
  constructor(private readonly file: Deno.FsFile) {
    super(1 << 20);
  }

  async flush(): Promise<void> {
    await writeAll(this.file, this.getBytes());
    this.index = 0;
  }

  override finish(): Promise<void> {
    return this.flush();
  }
}

/** Compression of the pages of a parquet file. */
export type ParquetCodec = "ZSTD" | "SNAPPY" | "GZIP" | "UNCOMPRESSED";

/** Options for {@linkcode writeTraces}, {@linkcode writeRecords} and the other writers of many rows. */
export interface ParquetWriteOptions {
  /** Compression of the pages of a parquet file. @default {"ZSTD"} */
  codec?: ParquetCodec;
  /** Rows of a parquet file that are held in memory and written together. @default {100, or 10,000 of a flat table} */
  rowGroupRows?: number;
  /** Aborts the writing; the target is then untouched. */
  signal?: AbortSignal;
  /** Called with the number of rows written so far, about once per row group or 100 traces. */
  onProgress?: ProgressSink;
}

// What hyparquet-writer lacks (it has snappy), native and with the same bytes each time.
const PARQUET_COMPRESSORS = {
  ZSTD: (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes),
  GZIP: (bytes: Uint8Array): Uint8Array => gzipSync(bytes),
};

function checkRowGroupRows(rows = 100): number {
  if (!Number.isSafeInteger(rows) || rows < 1) {
    throw new RangeError(`Cannot write row groups of ${rows} rows: a whole number of at least 1 is needed`);
  }
  return rows;
}
