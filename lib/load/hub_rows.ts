import { hubBytes } from "./hub_bytes.ts";
import { type Hub, type HubFile, pageOf } from "./hub_files.ts";
import { parquetRows } from "./parquet_rows.ts";
import type { Rows } from "./rows.ts";
import type { PieceFile } from "./trace_piece.ts";

/**
 * The rows of a parquet file on the hub, read by ranges.
 *
 * @param repo The data set, `owner/name`.
 * @param file The file there.
 * @param hub The hub.
 * @param from The file as it can be opened elsewhere; null if it cannot.
 * @returns The rows.
 */
export function hubRows(repo: string, file: HubFile, hub: Hub, from: PieceFile | null): Rows {
  const name = `hf:${repo}/${file.path}`;
  return parquetRows(name, () => Promise.resolve(hubBytes(file, name, pageOf({ repo }, hub), hub)), from);
}
