import { withAtomicFile } from "./atomic_write.ts";
import { parquetSink, type RowSink } from "./parquet_file.ts";
import type { ParquetWriteOptions } from "./parquet_options.ts";
import { traceLayout, type TraceRow } from "./trace_parquet.ts";
import { writeAll } from "./write_all.ts";

type Open = (file: Deno.FsFile, options: ParquetWriteOptions) => RowSink<TraceRow>;

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
 * import { writeDivided } from "tracebook";
 *
 * const dir = await Deno.makeTempDir();
 * const traces = ["a", "b", "c"].map((id) => ({ id, conversations: [] }));
 * const paths = { first: `${dir}/first.parquet`, rest: `${dir}/rest.jsonl` };
 * assertEquals(await writeDivided(paths, traces, ({ id }) => id === "a" ? "first" : "rest"), { first: 1, rest: 2 });
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function writeDivided<Row extends TraceRow, Part extends string>(
  paths: Readonly<Record<Part, string>>,
  traces: Iterable<Row> | AsyncIterable<Row>,
  partOf: (trace: Row) => Part,
  { progress, ...options }: ParquetWriteOptions = {},
): Promise<Record<Part, number>> {
  const parts = Object.keys(paths) as Part[];
  for (const part of parts) {
    if (!sinkOf(paths[part])) {
      throw new RangeError(`Cannot write traces to ${paths[part]}: end its name in .parquet or .jsonl`);
    }
  }
  const sinks: Partial<Record<Part, RowSink<TraceRow>>> = {};
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
      if (++done % 100 === 0) progress?.({ stage: "Writing", done, unit: "rows" });
    }
    progress?.({ stage: "Writing", done, total: done, unit: "rows" });
  };
  await open(parts);
  return counts as Record<Part, number>;
}

function sinkOf(path: string): Open | undefined {
  const ending = /\.[^./\\]*$/.exec(path)?.[0] ?? "";
  return Object.hasOwn(SINKS, ending) ? SINKS[ending] : undefined;
}

function lineSink(file: Deno.FsFile, { signal }: ParquetWriteOptions): RowSink<TraceRow> {
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
