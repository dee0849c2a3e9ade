import type { SchemaElement } from "hyparquet";
import { ByteWriter, type ColumnSource, type KeyValue, ParquetWriter } from "hyparquet-writer";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { withAtomicFile, writeAll } from "./atomic_write.ts";
import type { ProgressSink } from "./progress.ts";

/** What a parquet file needs to know beside the rows. */
export interface ParquetLayout<Row> {
  /** The schema, root first, as the format lists it. */
  schema: SchemaElement[];
  /** Turns one row group's rows into columns, in the order of the schema. */
  columns: (rows: Row[], firstRow: number) => ColumnSource[];
  /** Entries for the file's footer. */
  metadata?: KeyValue[];
}

/** Rows that are written one at a time. */
export interface RowSink<Row> {
  /** Takes a row; waits when some must be written first. */
  write(row: Row): Promise<void>;
  /** Writes what is left. Returns the rows written. */
  finish(): Promise<number>;
}

/**
 * Writes rows to a parquet file, row group by row group: only one group is in memory, and the file appears
 * whole.
 *
 * @param path The file to write.
 * @param rows The rows, read once.
 * @param layoutOf Decides the schema from the first row group.
 * @param options Codec, row group size, progress, abort.
 * @returns The rows written.
 */
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

/**
 * Writes the rows that it is given to an open file, as {@link writeParquetFile} does.
 *
 * @param file The file, empty; it is not closed.
 * @param layoutOf Decides the schema from the first row group.
 * @param options Codec, row group size, progress, abort.
 * @returns What takes the rows.
 */
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
  onProgress?: ProgressSink;
}

/** The codecs that hyparquet-writer does not bring along (it has snappy), natively and deterministic. */
const PARQUET_COMPRESSORS = {
  ZSTD: (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes),
  GZIP: (bytes: Uint8Array): Uint8Array => gzipSync(bytes),
};

/** Checks a row group's size before anything is written. */
function checkRowGroupRows(rows = 100): number {
  if (!Number.isSafeInteger(rows) || rows < 1) {
    throw new RangeError(`Cannot write row groups of ${rows} rows: a whole number of at least 1 is needed`);
  }
  return rows;
}
