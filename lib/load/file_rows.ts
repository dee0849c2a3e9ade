import { csvList } from "./csv_list.ts";
import { jsonList } from "./json_list.ts";
import { listRows } from "./list_rows.ts";
import { reachHub } from "./hub/reach_hub.ts";
import { hubRows } from "./hub/hub_rows.ts";
import { jsonlRows } from "./jsonl_rows.ts";
import { LoadError } from "./load_error.ts";
import { openLocalBytes } from "./local_bytes.ts";
import { openLocalStream } from "./local_stream.ts";
import { parquetRows } from "./parquet_rows.ts";
import type { Rows } from "./rows.ts";
import type { PieceFile } from "./trace_piece.ts";

/**
 * The rows of a file, by what its name ends with; nothing is opened yet.
 *
 * @param file The file.
 * @returns The rows.
 */
export function fileRows(file: PieceFile): Rows {
  if (file.kind === "hub") return hubRows(file.repo, file.file, reachHub(), file);
  const { path } = file;
  if (/\.parquet$/i.test(path)) return parquetRows(path, orExplain(path, openLocalBytes), file);
  const open = orExplain(path, openLocalStream);
  const format = path.replace(PACKED, "").toLowerCase();
  if (format.endsWith(".csv")) return listRows(path, () => csvList(path, open));
  if (format.endsWith(".json")) return listRows(path, () => jsonList(path, open));
  const openBytes = PACKED.test(path) ? undefined : orExplain(path, openLocalBytes);
  return jsonlRows(path, open, file, openBytes);
}

const PACKED = /\.(?:gz|zst)$/i;

function orExplain<T>(path: string, open: (path: string) => Promise<T>): () => Promise<T> {
  return () =>
    open(path).catch((cause) => {
      if (cause instanceof LoadError) throw cause;
      const reason = `it cannot be opened (${cause.message})`;
      throw new LoadError(reason, { file: path }, "Check that it is there and may be read.", { cause });
    });
}
