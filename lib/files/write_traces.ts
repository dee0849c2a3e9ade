import type { SchemaElement } from "hyparquet";
import type { KeyValue } from "hyparquet-writer";
import type { Trace } from "../trace/mod.ts";
import { withAtomicFile, writeAll } from "./atomic_write.ts";
import {
  type ParquetLayout,
  parquetSink,
  type ParquetWriteOptions,
  type RowSink,
  writeParquetFile,
} from "./parquet.ts";

type Open = (file: Deno.FsFile, options: ParquetWriteOptions) => RowSink<Trace>;

const SINKS: Record<string, Open> = {
  ".parquet": (file, options) => parquetSink(file, traceLayout, options),
  ".jsonl": (file, options) => lineSink(file, options),
};

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
  paths: Readonly<Record<Part, string>>,
  traces: Iterable<Row> | AsyncIterable<Row>,
  partOf: (trace: Row) => Part,
  { onProgress, ...options }: ParquetWriteOptions = {},
): Promise<Record<Part, number>> {
  const parts = Object.keys(paths) as Part[];
  for (const part of parts) {
    if (!sinkOf(paths[part])) {
      throw new RangeError(`Cannot write traces to ${paths[part]}: end its name in .parquet or .jsonl`);
    }
  }
  const sinks: Partial<Record<Part, RowSink<Trace>>> = {};
  const counts: Partial<Record<Part, number>> = {};
  const open = async ([part, ...rest]: Part[]): Promise<void> => {
    if (part !== undefined) {
      await withAtomicFile(paths[part], async (file) => {
        sinks[part] = sinkOf(paths[part])!(file, options);
        await open(rest);
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
  await open(parts);
  return counts as Record<Part, number>;
}

function sinkOf(path: string): Open | undefined {
  const ending = /\.[^./\\]*$/.exec(path)?.[0] ?? "";
  return Object.hasOwn(SINKS, ending) ? SINKS[ending] : undefined;
}

function lineSink(file: Deno.FsFile, { signal }: ParquetWriteOptions): RowSink<Trace> {
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

const LABELS = ["tools", "category", "subcategory", "task"] as const;

/**
 * Writes traces as parquet in the data set's own schema: `conversations` is a list of `struct<from, value>`,
 * all else is text. Rows are taken as they come, one row group in memory; the file appears whole or not at
 * all.
 *
 * @param path The file to write.
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

/**
 * The layout of a parquet file of traces.
 *
 * @param first The rows of the first row group.
 * @returns Its schema, and how rows become columns.
 */
function traceLayout(first: readonly Trace[]): ParquetLayout<Trace> {
  const withSource = first.some(({ source }) => source !== undefined);
  const names = withSource ? [...LABELS, "source" as const] : LABELS;
  return {
    schema: traceSchemaElements(names),
    metadata: [datasetFeatures(names)],
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
        ...names.map((name) => ({
          name,
          data: group.map((row) => row[name] ?? null),
          statistics: name !== "tools",
        })),
      ];
    },
  };
}

function traceSchemaElements(labels: readonly string[]): SchemaElement[] {
  return [
    { name: "schema", num_children: 2 + labels.length },
    text("id"),
    { name: "conversations", repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", num_children: 2 },
    text("from"),
    text("value"),
    ...labels.map(text),
  ];
}

function text(name: string): SchemaElement {
  return { name, type: "BYTE_ARRAY", repetition_type: "OPTIONAL", converted_type: "UTF8" };
}

/** The entry from which Python's `datasets` takes the types without guessing. */
function datasetFeatures(labels: readonly string[]): KeyValue {
  const value = { dtype: "string", _type: "Value" };
  const rest = Object.fromEntries(labels.map((name) => [name, value]));
  const features = { id: value, conversations: [{ from: value, value }], ...rest };
  return { key: "huggingface", value: JSON.stringify({ info: { features } }) };
}
