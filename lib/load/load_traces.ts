import { fileURLToPath } from "node:url";
import { concatRows } from "./concat_rows.ts";
import { dataFiles } from "./data_files.ts";
import { type Dataset, datasetOver } from "./dataset.ts";
import { type HubOptions, hubRows } from "./hub_rows.ts";
import { jsonlRows } from "./jsonl_rows.ts";
import { lazyRows } from "./lazy_rows.ts";
import { LoadError } from "./load_error.ts";
import { openLocalBytes } from "./local_bytes.ts";
import { openLocalStream } from "./local_stream.ts";
import { parquetRows } from "./parquet_rows.ts";
import type { Rows } from "./rows.ts";
import { sourceRows } from "./source_rows.ts";

/** Something to load traces from, with the name that its rows get as their `source`. */
export interface LoadSource {
  /** As in {@link loadTraces}. */
  data: string | URL;
  /** The name; without it the one that the data has by itself. */
  source?: string;
}

interface Part {
  source: string;
  rows: Rows;
}

/**
 * Traces from files or from the hub, read when they are asked for.
 *
 * Several data are joined in the order given. If they come from more than one source, each trace says in `source`
 * where it is from: the config of `hf:` and of the embedded sample, else the file's name without its ending. A
 * `source` that a file has already is kept.
 *
 * @param data One or more of: `sample` (the embedded traces; also `sample/kimi`, `sample/glm-5.1`), a file (.parquet,
 * .jsonl, .jsonl.gz), a folder (its files, sorted), a glob, `hf:owner/name/config` (also with `/split`), a `file:` URL
 * @param options How to reach the hub
 * @returns The data set; nothing is opened yet
 * @throws {LoadError} When it is read: if a file cannot be found or read, or a row is no trace
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
  options: HubOptions = {},
): Dataset {
  const list = (Array.isArray(data) ? data : [data]) as (string | URL | LoadSource)[];
  if (list.length === 0) {
    throw new RangeError("Cannot load traces from no data: name at least one, such as sample");
  }
  return datasetOver(lazyRows(async () => {
    const parts: Part[] = [];
    for (const one of list) parts.push(...await findParts(one, options));
    if (parts.length === 1 && !hasName(list[0]!)) return parts[0]!.rows;
    return concatRows(parts.map(({ rows, source }) => sourceRows(rows, source)));
  }));
}

async function findParts(given: string | URL | LoadSource, options: HubOptions): Promise<Part[]> {
  const { data, source } = typeof given === "string" || given instanceof URL
    ? { data: given, source: undefined }
    : given;
  const word = data instanceof URL ? fileURLToPath(data) : data;
  if (word.startsWith("hf:")) {
    const found = await hubRows(word, options);
    return [{ source: source ?? found.source, rows: found.rows }];
  }
  const files = await dataFiles(word);
  return files.map((file) => ({ source: source ?? file.source, rows: fileRows(file.path) }));
}

function hasName(given: string | URL | LoadSource): boolean {
  return typeof given === "object" && "source" in given && given.source !== undefined;
}

function fileRows(path: string): Rows {
  return /\.parquet$/i.test(path)
    ? parquetRows(path, explained(path, openLocalBytes))
    : jsonlRows(path, explained(path, openLocalStream));
}

function explained<T>(path: string, open: (path: string) => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await open(path);
    } catch (cause) {
      if (!(cause instanceof Error) || cause instanceof LoadError) throw cause;
      throw new LoadError(
        `it cannot be opened (${cause.message})`,
        { file: path },
        "Check that it is there and readable.",
        {
          cause,
        },
      );
    }
  };
}
