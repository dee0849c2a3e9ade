import { type Compressors, type FileMetaData, parquetMetadataAsync, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import type { Bytes } from "./bytes.ts";
import { LoadError } from "./load_error.ts";
import { TRACE_COLUMNS } from "./rows.ts";

/** Reads a parquet file's footer, and checks that it is consistent and has the columns of traces. */
export async function parquetFooter(file: string, bytes: Bytes): Promise<FileMetaData> {
  if (bytes.byteLength < 12) {
    throw parquetError(file, `it has ${bytes.byteLength} bytes, too few for a parquet file`);
  }
  try {
    const metadata = await parquetMetadataAsync(bytes, { geoparquet: false });
    checkCounts(file, metadata);
    checkColumns(file, metadata);
    return metadata;
  } catch (cause) {
    bytes.signal?.throwIfAborted();
    throw parquetError(file, "its footer cannot be read", cause);
  }
}

/**
 * Checks the numbers of rows, as a footer with a changed byte may promise any: a column without lists has one
 * value a row.
 */
function checkCounts(file: string, { num_rows: rows, row_groups }: FileMetaData): void {
  for (const [at, { num_rows, columns }] of row_groups.entries()) {
    const flat = columns.find(({ meta_data }) => meta_data?.path_in_schema.length === 1)?.meta_data;
    if (num_rows < 0n || flat && flat.num_values !== num_rows) {
      const has = flat ? `, and ${flat.num_values} values of ${flat.path_in_schema[0]}` : "";
      throw parquetError(file, `its footer is wrong: row group ${at} has ${num_rows} rows${has}`);
    }
  }
  const sum = row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
  if (sum !== rows) {
    throw parquetError(file, `its footer is wrong: it has ${rows} rows, and row groups with ${sum}`);
  }
}

/** Columns that hold the turns, in the data set's own format and in other dialects. */
const CONVERSATIONS = ["conversations", "messages", "conversation"];

function checkColumns(file: string, metadata: FileMetaData): void {
  const columns = rowColumns(metadata);
  if (CONVERSATIONS.some((name) => columns.includes(name)) || rowCount(metadata) === 0) return;
  throw new LoadError(
    `it has no column conversations, only ${allColumns(metadata).join(", ") || "none at all"}`,
    { file },
    "A file of traces has conversations (a list of {from, value}) or messages (a list of {role, content}).",
  );
}

/** Makes the error for a parquet file that cannot be read; a LoadError as cause is returned as it is. */
export function parquetError(file: string, what: string, cause?: unknown): unknown {
  if (cause instanceof LoadError) return cause;
  const why = cause instanceof Error ? ` (${cause.message})` : "";
  const remedy = "The file is no parquet file, is damaged, or was cut short: copy or download it again.";
  return new LoadError(`${what}${why}`, { file }, remedy, { cause });
}

/** Bytes that are allocated at once for decompressing a page. */
const MAX_CHUNK = 2 ** 24;

/**
 * Limits decompression to the length that a page claims, allocated at once unless it claims gigabytes. The 64
 * bytes more are for speed: an output that fills its buffer exactly is asked for more, and then copied.
 */
const outputLimits = (length: number) => ({
  maxOutputLength: length,
  chunkSize: Math.min(length, MAX_CHUNK) + 64,
});

const nativeCodecs: Compressors = {
  ZSTD: (input, length) => zstdDecompressSync(input, outputLimits(length)),
  GZIP: (input, length) => gunzipSync(input, outputLimits(length)),
  BROTLI: (input, length) => brotliDecompressSync(input, outputLimits(length)),
};

/**
 * Codecs of parquet: the runtime's own zstd, gzip and brotli, and hyparquet-compressors for snappy and LZ4.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/compression/
 */
export const parquetCodecs: Compressors = Object.fromEntries(
  Object.entries({ ...compressors, ...nativeCodecs }).map(([name, unpack]) => [
    name,
    // A page of nulls unpacks to nothing, which the LZ4 reader takes for a damaged block.
    (input: Uint8Array, length: number) => length === 0 ? new Uint8Array() : unpack(input, length),
  ]),
);

/** Rows to read from one row group. */
interface GroupPlan {
  /** First row to read, counted in the file. */
  start: number;
  /** Row after the last one to read, counted in the file. */
  end: number;
  /** Rows wanted from `start` on, ascending. */
  rows: number[];
}

/** Plans which rows to read from which row groups, at most `limit`; groups without a wanted row are left out. */
export function planGroups(
  metadata: FileMetaData,
  wanted?: ArrayLike<number>,
  limit = Infinity,
): GroupPlan[] {
  const plan: GroupPlan[] = [];
  let start = 0;
  let next = 0;
  let left = limit;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    const rows: number[] = [];
    if (!wanted) { for (let row = start; row < end && rows.length < left; row++) rows.push(row); }
    else while (next < wanted.length && wanted[next]! < end && rows.length < left) rows.push(wanted[next++]!);
    left -= rows.length;
    if (rows.length) plan.push({ start: rows[0]!, end: rows.at(-1)! + 1, rows });
    start = end;
  }
  return plan;
}

/** Counts the rows between the first and the last to read of each row group. */
export function countSpannedRows(plan: readonly GroupPlan[]): number {
  return plan.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Counts the rows of the file. */
export function rowCount(metadata: FileMetaData): number {
  return metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
}

/** Lists the names of all columns, in the file's order. */
function allColumns(metadata: FileMetaData): string[] {
  return parquetSchema(metadata).children.map((column) => column.element.name);
}

/** Lists the columns that a trace may have. */
export function traceColumns(metadata: FileMetaData): string[] {
  return allColumns(metadata).filter((name) => TRACE_COLUMNS.includes(name));
}

/** Columns of other dialects from which a trace is made. */
const DIALECT_COLUMNS = ["messages", "conversation", "system", "_id", "uuid", "prompt_index"];

/** Tells whether the rows are in the data set's own format, and not in another dialect's. */
export function hasNativeColumns(metadata: FileMetaData): boolean {
  const columns = allColumns(metadata);
  return columns.includes("id") && columns.includes("conversations");
}

/** Lists the columns that a row is read from. */
export function rowColumns(metadata: FileMetaData): string[] {
  const columns = traceColumns(metadata);
  if (hasNativeColumns(metadata)) return columns;
  return [...columns, ...allColumns(metadata).filter((name) => DIALECT_COLUMNS.includes(name))];
}

/** Estimates the bytes that a row takes uncompressed. */
export function bytesPerRow(metadata: FileMetaData): number {
  const total = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  return total / Math.max(1, rowCount(metadata));
}
