import { type FileMetaData, parquetMetadataAsync } from "hyparquet";
import type { Bytes } from "./bytes.ts";
import { LoadError } from "./load_error.ts";
import { allColumns, rowColumns, rowCount } from "./parquet_plan.ts";

/**
 * Reads a parquet file's footer, and looks whether it agrees with itself and has the columns of traces.
 *
 * @param file The file as errors name it.
 * @param bytes Its bytes.
 * @returns The footer.
 * @throws {LoadError} If it cannot be read, or is that of another file.
 */
export async function parquetFooter(file: string, bytes: Bytes): Promise<FileMetaData> {
  if (bytes.byteLength < 12) {
    throw damagedParquet(file, `it has ${bytes.byteLength} bytes, too few for a parquet file`);
  }
  try {
    const metadata = await parquetMetadataAsync(bytes, { geoparquet: false });
    checkCounts(file, metadata);
    checkColumns(file, metadata);
    return metadata;
  } catch (cause) {
    bytes.signal?.throwIfAborted();
    throw damagedParquet(file, "its footer cannot be read", cause);
  }
}

/** A footer with a changed byte may promise any number of rows: a column without lists has one value a row. */
function checkCounts(file: string, { num_rows: rows, row_groups }: FileMetaData): void {
  for (const [at, { num_rows, columns }] of row_groups.entries()) {
    const flat = columns.find(({ meta_data }) => meta_data?.path_in_schema.length === 1)?.meta_data;
    if (num_rows < 0n || flat && flat.num_values !== num_rows) {
      const has = flat ? `, and ${flat.num_values} values of ${flat.path_in_schema[0]}` : "";
      throw damagedParquet(file, `its footer is wrong: row group ${at} has ${num_rows} rows${has}`);
    }
  }
  const sum = row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
  if (sum !== rows) {
    throw damagedParquet(file, `its footer is wrong: it has ${rows} rows, and row groups with ${sum}`);
  }
}

/** What the turns are called: by the data set itself, and in other dialects. */
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

/**
 * What is thrown where a parquet file cannot be read.
 *
 * @param file The file as errors name it.
 * @param what What cannot be read.
 * @param cause The error underneath; one that says all itself is given back.
 */
export function damagedParquet(file: string, what: string, cause?: unknown): unknown {
  if (cause instanceof LoadError) return cause;
  const why = cause instanceof Error ? ` (${cause.message})` : "";
  const remedy = "The file is no parquet file, is damaged, or was cut short: copy or download it again.";
  return new LoadError(`${what}${why}`, { file }, remedy, { cause });
}
