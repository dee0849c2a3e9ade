import { parquetRows } from "../parquet_rows.ts";
import type { Rows } from "../rows.ts";
import type { PieceFile } from "../trace_piece.ts";
import type { HubFile } from "./hub_files.ts";
import { openRemote } from "./open_remote.ts";
import type { Hub } from "./reach_hub.ts";

/**
 * The rows of a parquet file on the hub, read by ranges, or from the disk where it is kept.
 *
 * @param repo The data set, `owner/name`.
 * @param file The file there.
 * @param hub The hub.
 * @param from The file as it can be opened elsewhere; null if it cannot.
 * @returns The rows.
 */
export function hubRows(repo: string, file: HubFile, hub: Hub, from: PieceFile | null): Rows {
  const name = `hf:${repo}/${file.path}`;
  const remote = { repo, file, name, hub };
  return parquetRows(name, (whole) => openRemote(remote, whole), from);
}
