import type { SchemaElement } from "hyparquet";
import type { KeyValue } from "hyparquet-writer";
import { writeParquetFile } from "./parquet_file.ts";
import type { ParquetWriteOptions } from "./parquet_options.ts";

/** A record of token ids with labels, as it is written. */
export interface MaskRow {
  /** The trace's id. */
  id: string;
  /** Which of the trace's windows it is, from 0. */
  window: number;
  /** How many windows the trace has. */
  windows: number;
  /** Token ids. */
  input_ids: readonly number[];
  /** The ids that are trained; -100 elsewhere. */
  labels: readonly number[];
}

const COUNTS = ["window", "windows"] as const;
const LISTS = ["input_ids", "labels"] as const;

/**
 * Writes token ids and labels as parquet that Python's `datasets` and TRL take as they are: `input_ids` and `labels` are
 * lists of 32-bit integers. One row group is in memory; the file appears whole or not at all.
 *
 * @param path The file to write.
 * @param rows The records, read once.
 * @param options Codec (default zstd), rows a row group (default 100), progress, abort.
 * @returns The records written.
 * @throws {RangeError} If the row group size is not a whole number of at least 1.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
 * import { compressors } from "hyparquet-compressors";
 * import { writeMaskParquet } from "tracebook";
 *
 * const file = await Deno.makeTempFile({ suffix: ".parquet" });
 * await writeMaskParquet(file, [{ id: "a", window: 0, windows: 1, input_ids: [9707, 0], labels: [-100, 0] }]);
 * const [row] = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
 * assertEquals(row, { id: "a", window: 0, windows: 1, input_ids: [9707, 0], labels: [-100, 0] });
 * await Deno.remove(file);
 * ```
 */
export async function writeMaskParquet(
  path: string | URL,
  rows: Iterable<MaskRow> | AsyncIterable<MaskRow>,
  options: ParquetWriteOptions = {},
): Promise<number> {
  return await writeParquetFile(path, rows, () => ({
    schema: [
      { name: "schema", num_children: 1 + COUNTS.length + LISTS.length },
      { name: "id", type: "BYTE_ARRAY", repetition_type: "OPTIONAL", converted_type: "UTF8" },
      ...COUNTS.map(integer),
      ...LISTS.flatMap(integers),
    ],
    metadata: [features()],
    columns: (group) => [
      { name: "id", data: group.map(({ id }) => id) },
      ...COUNTS.map((name) => ({ name, data: group.map((row) => row[name]) })),
      // no reader would skip a page by the smallest and largest id in it
      ...LISTS.map((name) => ({ name, data: group.map((row) => row[name]), statistics: false })),
    ],
  }), options);
}

function integer(name: string): SchemaElement {
  return { name, type: "INT32", repetition_type: "OPTIONAL" };
}

function integers(name: string): SchemaElement[] {
  return [
    { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    integer("element"),
  ];
}

/** The entry from which Python's `datasets` takes the types without guessing. */
function features(): KeyValue {
  const value = (dtype: string) => ({ dtype, _type: "Value" });
  const info = {
    features: {
      id: value("string"),
      ...Object.fromEntries(COUNTS.map((name) => [name, value("int32")])),
      ...Object.fromEntries(LISTS.map((name) => [name, [value("int32")]])),
    },
  };
  return { key: "huggingface", value: JSON.stringify({ info }) };
}
