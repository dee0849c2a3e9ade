import type { KeyValue } from "hyparquet-writer";
import type { Trace } from "../trace/mod.ts";
import { endingOf, withAtomicFile, writeAll } from "./atomic_write.ts";
import { datasetFeatures, type RecordFields, schemaElements } from "./fields.ts";
import {
  type ParquetLayout,
  parquetSink,
  type ParquetWriteOptions,
  type RowSink,
  writeParquetFile,
} from "./parquet.ts";

/**
 * Writes traces, such as those of a data set, to one file in the format that its ending names: `.parquet` in the
 * data set's own schema, or `.jsonl` with the same columns. The file appears whole or not at all.
 *
 * @param path The file to write; its folder must exist.
 * @param traces The traces, read once; a data set, an array, a generator or an async one.
 * @param options Codec (default zstd) and rows a row group (default 100) for parquet; progress, abort.
 * @returns The traces written.
 * @throws {RangeError} If the ending is none of these.
 * @throws {TypeError} If a later trace has a `source` and the first row group of a parquet file had none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTraces, writeTraces } from "tracebook";
 *
 * const dir = await Deno.makeTempDir();
 * const short = loadTraces("sample").filter(({ conversations }) => conversations.length < 6).take(3);
 * assertEquals(await writeTraces(`${dir}/short.jsonl`, short), 3);
 * assertEquals(await loadTraces(`${dir}/short.jsonl`).labels("id"), await short.labels("id"));
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function writeTraces(
  path: string | URL,
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: ParquetWriteOptions = {},
): Promise<number> {
  const counts = await writeDivided({ all: path }, traces, () => "all", options);
  return counts.all;
}

/**
 * Divides traces among several files in one reading. The files appear whole, and only when all of them are.
 *
 * @param paths A file for each part: `.parquet` in the data set's own schema, `.jsonl` with the same columns.
 * @param traces The traces, read once, in any number.
 * @param partOf The part that a trace belongs to.
 * @param options Codec and rows a row group (default 100) for parquet; progress counts the traces read.
 * @returns How many traces each file got.
 * @throws {RangeError} If an ending is none of these.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { writeDivided } from "./mod.ts";
 *
 * const dir = await Deno.makeTempDir();
 * const traces = ["a", "b", "c"].map((id) => ({ id, conversations: [] }));
 * const paths = { first: `${dir}/first.parquet`, rest: `${dir}/rest.jsonl` };
 * assertEquals(await writeDivided(paths, traces, ({ id }) => id === "a" ? "first" : "rest"), { first: 1, rest: 2 });
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function writeDivided<Row extends Trace, Part extends string>(
  paths: Readonly<Record<Part, string | URL>>,
  traces: Iterable<Row> | AsyncIterable<Row>,
  partOf: (trace: Row) => Part,
  { onProgress, ...options }: ParquetWriteOptions = {},
): Promise<Record<Part, number>> {
  const parts = Object.keys(paths) as Part[];
  for (const part of parts) {
    if (!sinkFor(paths[part])) {
      throw new RangeError(`Cannot write traces to ${paths[part]}: end its name in .parquet or .jsonl`);
    }
  }
  const sinks: Partial<Record<Part, RowSink<Trace>>> = {};
  const counts: Partial<Record<Part, number>> = {};
  // One file within the other, so that none is renamed before all were written.
  const openAll = async ([part, ...rest]: Part[]): Promise<void> => {
    if (part !== undefined) {
      await withAtomicFile(paths[part], async (file) => {
        sinks[part] = sinkFor(paths[part])!(file, options);
        await openAll(rest);
        counts[part] = await sinks[part].finish();
      }, options);
      return;
    }
    let done = 0;
    for await (const trace of traces) {
      options.signal?.throwIfAborted();
      await sinks[partOf(trace)]!.write(trace);
      if (++done % 100 === 0) onProgress?.({ stage: "Writing", done, unit: "rows" });
    }
    onProgress?.({ stage: "Writing", done, total: done, unit: "rows" });
  };
  await openAll(parts);
  return counts as Record<Part, number>;
}

type OpenSink = (file: Deno.FsFile, options: ParquetWriteOptions) => RowSink<Trace>;

const SINKS: Record<string, OpenSink> = {
  ".parquet": (file, options) => parquetSink(file, traceLayout, options),
  ".jsonl": jsonLinesSink,
};

function sinkFor(path: string | URL): OpenSink | undefined {
  const ending = endingOf(path);
  return Object.hasOwn(SINKS, ending) ? SINKS[ending] : undefined;
}

function jsonLinesSink(file: Deno.FsFile, { signal }: ParquetWriteOptions): RowSink<Trace> {
  const encoder = new TextEncoder();
  let rows = 0;
  return {
    async write({ id, conversations, tools, category, subcategory, task, source }) {
      signal?.throwIfAborted();
      const turns = conversations.map(({ from, value }) => ({ from, value }));
      const columns = { id, conversations: turns, tools, category, subcategory, task, source };
      await writeAll(file, encoder.encode(`${JSON.stringify(columns)}\n`));
      rows++;
    },
    finish: () => Promise.resolve(rows),
  };
}

/**
 * Writes traces as parquet in the data set's own schema: `conversations` is a list of `struct<from, value>`,
 * all else is text. Rows are taken as they come, one row group in memory; the file appears whole or not at
 * all.
 *
 * @param path The file to write, whatever its ending.
 * @param rows The traces, read once; an array, a generator or an async one.
 * @param options Codec (default zstd), rows a row group (default 100), progress, abort. The same rows and
 * options give the same bytes.
 * @returns The rows written.
 * @throws {TypeError} If a later row has a `source` and the first row group had none.
 * @throws {RangeError} If the row group size is not a whole number of at least 1.
 * @see {@link https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists}
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
 * import { compressors } from "hyparquet-compressors";
 * import { writeTraceParquet } from "./mod.ts";
 *
 * const file = await Deno.makeTempFile({ suffix: ".parquet" });
 * await writeTraceParquet(file, [{ id: "a", conversations: [{ from: "human", value: "Hello" }] }]);
 * const [row] = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
 * assertEquals(row?.conversations, [{ from: "human", value: "Hello" }]);
 * await Deno.remove(file);
 * ```
 */
export async function writeTraceParquet(
  path: string | URL,
  rows: Iterable<Trace> | AsyncIterable<Trace>,
  options: ParquetWriteOptions = {},
): Promise<number> {
  return await writeParquetFile(path, rows, traceLayout, options);
}

const LABELS = ["tools", "category", "subcategory", "task"] as const;

/** Layout of a parquet file of traces; it has a column `source` only if the first row group has a source. */
function traceLayout(first: readonly Trace[]): ParquetLayout<Trace> {
  const withSource = first.some(({ source }) => source !== undefined);
  const labels = withSource ? [...LABELS, "source" as const] : LABELS;
  const fields: RecordFields = {
    id: "string",
    conversations: { list: { struct: { from: "string", value: "string" } } },
    ...Object.fromEntries(labels.map((name) => [name, "string"])),
  };
  return {
    schema: schemaElements(Object.entries(fields)),
    metadata: [traceFeatures(fields)],
    columns: (group, firstRow) => {
      const stray = withSource
        ? -1
        : group.findIndex(({ source }) => source !== undefined && source !== null);
      if (stray >= 0) {
        throw new TypeError(
          `Cannot write row ${firstRow + stray} (id ${
            group[stray]!.id
          }): it has a source, and the first rows had none`,
        );
      }
      return [
        { name: "id", data: group.map(({ id }) => id) },
        // The long texts: no reader would skip a page by their smallest and largest value.
        { name: "conversations", data: group.map((row) => row.conversations), statistics: false },
        ...labels.map((name) => ({
          name,
          data: group.map((row) => row[name] ?? null),
          statistics: name !== "tools",
        })),
      ];
    },
  };
}

/** Footer entry from which Python's `datasets` takes the types; its older versions know a list by brackets only. */
function traceFeatures(fields: RecordFields): KeyValue {
  const turn = datasetFeatures({ from: "string", value: "string" });
  const features = { ...datasetFeatures(fields), conversations: [turn] };
  return { key: "huggingface", value: JSON.stringify({ info: { features } }) };
}
