import type { SchemaElement } from "hyparquet";
import { writeParquetFile } from "./parquet_file.ts";
import type { ParquetWriteOptions } from "./parquet_options.ts";

/** What a cell of a flat record may be; undefined is written as null. */
export type RecordCell = string | number | boolean | null | undefined;

/** One column of a flat table. */
export interface RecordColumn {
  /** The column's name, and the key of its value in a record. */
  name: string;
  /**
   * What it holds: text, whole numbers (64 bits), numbers (doubles) or truth values. Null is always allowed.
   */
  type: "string" | "integer" | "number" | "boolean";
}

/**
 * Writes flat records (facts, scores) as a parquet table.
 *
 * @param path The file to write.
 * @param records The records, read once.
 * @param columns The columns in order; keys of a record that are not named here are not written.
 * @param options Codec (default zstd), rows a row group (default 10,000), progress, abort.
 * @returns The records written.
 * @throws {TypeError} If a value is not of its column's type; the message names row and column.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
 * import { compressors } from "hyparquet-compressors";
 * import { writeRecordParquet } from "tracebook";
 *
 * const file = await Deno.makeTempFile({ suffix: ".parquet" });
 * const columns = [{ name: "id", type: "string" }, { name: "turns", type: "integer" }] as const;
 * await writeRecordParquet(file, [{ id: "a", turns: 7 }, { id: "b", turns: null }], columns);
 * const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors });
 * assertEquals(rows, [{ id: "a", turns: 7n }, { id: "b", turns: null }]);
 * await Deno.remove(file);
 * ```
 */
export async function writeRecordParquet(
  path: string | URL,
  records:
    | Iterable<Readonly<Record<string, RecordCell>>>
    | AsyncIterable<Readonly<Record<string, RecordCell>>>,
  columns: readonly RecordColumn[],
  options: ParquetWriteOptions = {},
): Promise<number> {
  const schema = [{ name: "schema", num_children: columns.length }, ...columns.map(element)];
  return await writeParquetFile(path, records, () => ({
    schema,
    columns: (group, firstRow) =>
      columns.map((column) => ({
        name: column.name,
        data: group.map((record, i) => encode(record[column.name], column, firstRow + i)),
      })),
  }), { rowGroupRows: 10_000, ...options });
}

function element({ name, type }: RecordColumn): SchemaElement {
  const repetition_type = "OPTIONAL";
  switch (type) {
    case "string":
      return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type };
    case "integer":
      return { name, type: "INT64", repetition_type };
    case "number":
      return { name, type: "DOUBLE", repetition_type };
    case "boolean":
      return { name, type: "BOOLEAN", repetition_type };
  }
}

function encode(value: RecordCell, { name, type }: RecordColumn, row: number): unknown {
  if (value === null || value === undefined) return null;
  if (type === "integer" && Number.isSafeInteger(value)) return BigInt(value as number);
  if (type !== "integer" && typeof value === type) return value;
  throw new TypeError(
    `Cannot write ${JSON.stringify(value)} at row ${row}, column ${name}: it is not of type ${type}`,
  );
}
