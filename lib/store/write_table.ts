import { stringify } from "@std/csv";
import { writeFileAtomic } from "./atomic_write.ts";
import { type RecordCell, type RecordColumn, writeRecordParquet } from "./record_parquet.ts";
import { spreadsheetSafe } from "./spreadsheet_safe.ts";

/**
 * Writes flat records (facts, scores) as a table: CSV or parquet, as the file's name ends. In CSV, null is an empty cell,
 * and text that a spreadsheet would run gets an apostrophe in front.
 *
 * @param path The file to write, `.csv` or `.parquet`; its folder must exist.
 * @param records The records, in order.
 * @param columns The columns in order; keys of a record that are not named here are not written.
 * @param options What stops the writing; nothing is left of the file then.
 * @returns The records written.
 * @throws {RangeError} If the name ends otherwise.
 * @throws {TypeError} If parquet is written and a value is not of its column's type.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { FACT_COLUMNS, traceFacts, writeTable } from "tracebook";
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
