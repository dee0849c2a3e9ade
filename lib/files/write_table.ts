import { stringify } from "@std/csv";
import { writeFileAtomic } from "./atomic_write.ts";
import { type FieldType, schemaElements } from "./fields.ts";
import { type ParquetWriteOptions, writeParquetFile } from "./parquet.ts";

/**
 * Writes flat records (facts, scores) as a table: CSV or parquet, as the file's name ends. In CSV, null is an empty cell,
 * and text that a spreadsheet would run gets an apostrophe in front.
 *
 * @param path The file to write, `.csv` or `.parquet`; its folder must exist.
 * @param records The records, in order.
 * @param columns The columns in order; keys of a record that are not named here are not written.
 * @param options `signal` aborts the writing; nothing is left of the file then.
 * @returns The records written.
 * @throws {RangeError} If the name ends otherwise.
 * @throws {TypeError} If parquet is written and a value is not of its column's type.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { FACT_COLUMNS, writeTable } from "tracebook";
 * import { traceFacts } from "../measure/mod.ts";
 *
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await writeTable(file, [traceFacts({ id: "a", conversations: [] })], FACT_COLUMNS);
 * const [header, line] = (await Deno.readTextFile(file)).split("\r\n");
 * assertEquals([header?.slice(0, 18), line?.slice(0, 5)], ["id,source,category", "a,,,,"]);
 * await Deno.remove(file);
 * ```
 */
export async function writeTable<R extends object>(
  path: string | URL,
  records: readonly R[],
  columns: readonly (RecordColumn & { name: keyof R })[],
  options: { signal?: AbortSignal } = {},
): Promise<number> {
  const name = path instanceof URL ? path.pathname : path;
  const cells = records as readonly Readonly<Record<string, RecordCell>>[];
  if (name.endsWith(".parquet")) return await writeRecordParquet(path, cells, columns, options);
  if (!name.endsWith(".csv")) {
    throw new RangeError(`Cannot write records to ${path}: the name must end with .csv or .parquet`);
  }
  const rows = cells.map((record) => columns.map((column) => spreadsheetSafe(record[column.name])));
  const header = columns.map((column) => spreadsheetSafe(column.name));
  await writeFileAtomic(path, stringify([header, ...rows], { headers: false }), options);
  return records.length;
}

/** Value of a cell in a flat record; undefined is written as null. */
export type RecordCell = string | number | boolean | null | undefined;

/** One column of a flat table. */
export interface RecordColumn {
  /** Name of the column, and key of its value in a record. */
  name: string;
  /** Type of the values: text, whole numbers (64 bits), numbers (doubles) or truth values. Null is always allowed. */
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
 * import { writeRecordParquet } from "./mod.ts";
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
  const fields = columns.map(({ name, type }) => [name, FIELD_TYPES[type]] as [string, FieldType]);
  return await writeParquetFile(path, records, () => ({
    schema: schemaElements(fields),
    columns: (group, firstRow) =>
      columns.map((column) => ({
        name: column.name,
        data: group.map((record, i) => encodeCell(record[column.name], column, firstRow + i)),
      })),
  }), { rowGroupRows: 10_000, ...options });
}

/** Column types as the field types of nested records. */
const FIELD_TYPES: Record<RecordColumn["type"], FieldType> = {
  string: "string",
  integer: "int64",
  number: "float64",
  boolean: "bool",
};

function encodeCell(value: RecordCell, { name, type }: RecordColumn, row: number): unknown {
  if (value === null || value === undefined) return null;
  if (type === "integer" && Number.isSafeInteger(value)) return BigInt(value as number);
  if (type !== "integer" && typeof value === type) return value;
  throw new TypeError(
    `Cannot write ${JSON.stringify(value)} at row ${row}, column ${name}: it is not of type ${type}`,
  );
}

/**
 * Makes a CSV cell that a spreadsheet shows instead of running: text that begins with `=`, `+`, `-`, `@`, a tab or
 * a carriage return gets an apostrophe in front. Numbers stay as they are, negative ones too.
 *
 * @param value A cell's value.
 * @returns The value, or the text with `'` before it.
 * @see {@link https://owasp.org/www-community/attacks/CSV_Injection}
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { spreadsheetSafe } from "./mod.ts";
 *
 * assertEquals(spreadsheetSafe("=HYPERLINK(A1)"), "'=HYPERLINK(A1)");
 * assertEquals(spreadsheetSafe("a = b"), "a = b");
 * assertEquals(spreadsheetSafe(-3), -3);
 * ```
 */
export function spreadsheetSafe<T>(value: T): T | string {
  return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
