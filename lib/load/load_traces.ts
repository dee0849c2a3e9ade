import { fileURLToPath } from "node:url";
import { datasetOver } from "./dataset.ts";
import type { Dataset } from "./dataset_type.ts";
import { fileRows } from "./file_rows.ts";
import { findDataFiles } from "./find_files.ts";
import type { LoadOptions } from "./hub/hub.ts";
import { findHubPart } from "./hub/hub_rows.ts";
import { concatRows, lazyRows, type LoadPart, pieceRows, sourceNames, sourceRows } from "./row_views.ts";
import type { TracePiece } from "./rows.ts";

/** Data to load traces from, with the name that its rows get as their `source`. */
export interface LoadSource {
  /**
   * Data: `sample`, a file, a folder, a glob, `hf:owner/name/config` or a `file:` URL, as in {@linkcode
   * loadTraces}.
   */
  data: string | URL;
  /** Name of the source. @default {the config of `hf:` and of the sample, else the file's name without its ending} */
  source?: string;
}

/**
 * Loads traces from files or from the hub; they are read when they are asked for.
 *
 * Several data are joined in the order given. If they come from more than one source, each trace says in
 * `source` where it is from: the config of `hf:` and of the embedded sample, else the file's name without its
 * ending. A `source` that a file has already is kept.
 *
 * @param data One or more of: `sample` (the embedded traces; also `sample/kimi`, `sample/glm-5.1`), a file
 * (.parquet; .jsonl, .json and .csv, also as .gz and .zst), a folder (its files, sorted), a glob, `hf:owner/name/config` (also with
 * `/split`), a `file:` URL.
 * @param options How to reach the hub, progress, abort.
 * @returns The data set; nothing is opened yet.
 * @throws {LoadError} When it is read: if a file cannot be found or read, or a row is no trace.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTraces } from "tracebook";
 *
 * const dataset = loadTraces("sample");
 * assertEquals((await dataset.countBy("source")).map(([source]) => source).sort(), ["glm-5.1", "kimi"]);
 * for await (const trace of dataset.take(2)) assertEquals(trace.source, "kimi");
 * ```
 */
export function loadTraces(
  data: string | URL | LoadSource | readonly (string | URL | LoadSource)[],
  options: LoadOptions = {},
): Dataset {
  const all = (Array.isArray(data) ? data : [data]) as (string | URL | LoadSource)[];
  const list = all.map((one): LoadSource => isLoadSource(one) ? one : { data: one });
  if (list.length === 0) {
    throw new RangeError("Cannot load traces from no data: name at least one, such as sample");
  }
  return datasetOver(lazyRows(async () => {
    const parts: LoadPart[] = [];
    for (const one of list) parts.push(...await findParts(one, options));
    if (parts.length === 1 && list[0]!.source === undefined) return parts[0]!.rows;
    const sources = sourceNames(parts);
    return concatRows(parts.map(({ rows }, i) => sourceRows(rows, sources[i]!)));
  }));
}

function isLoadSource(one: string | URL | LoadSource): one is LoadSource {
  return typeof one === "object" && !(one instanceof URL);
}

async function findParts(
  { data, source }: LoadSource,
  options: LoadOptions,
): Promise<LoadPart[]> {
  const word = data instanceof URL ? fileURLToPath(data) : data;
  const parts = word.startsWith("hf:")
    ? [await findHubPart(word, options)]
    : (await findDataFiles(word)).map((file) => ({
      ...file,
      rows: fileRows({ kind: "local", path: file.path }),
    }));
  return source === undefined ? parts : parts.map(({ rows }) => ({ source, fullSource: source, rows }));
}

/**
 * Loads one piece of a data set, as `dataset.pieces()` gives it, on another thread or another machine.
 *
 * @param piece The piece; it may have been JSON in between.
 * @returns The data set; nothing is opened yet.
 * @throws {LoadError} When it is read: if the file cannot be found or read, or a row is no trace.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadPiece } from "./mod.ts";
 * import { loadTraces } from "tracebook";
 *
 * const dataset = loadTraces("sample").take(120);
 * const [first, second] = JSON.parse(JSON.stringify(await dataset.pieces()));
 * assertEquals([await loadPiece(first).count(), await loadPiece(second).count()], [100, 20]);
 * assertEquals((await loadPiece(second).first()).id, (await dataset.labels("id"))[100]);
 * ```
 */
export function loadPiece(piece: TracePiece): Dataset {
  return datasetOver(pieceRows(fileRows(piece.file), piece));
}
