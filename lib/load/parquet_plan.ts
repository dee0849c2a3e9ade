import { type FileMetaData, parquetSchema } from "hyparquet";
import { TRACE_COLUMNS } from "./trace_columns.ts";

/** What to read from one row group. */
export interface GroupPlan {
  /** The first row to read, counted in the file. */
  start: number;
  /** The row after the last one to read. */
  end: number;
  /** The rows wanted from there, ascending. */
  rows: number[];
}

/** Which rows to read from which row groups, at most `limit`; groups without a wanted row are left out. */
export function planGroups(
  metadata: FileMetaData,
  wanted?: ArrayLike<number>,
  limit = Infinity,
): GroupPlan[] {
  const plan: GroupPlan[] = [];
  let start = 0;
  let next = 0;
  let left = limit;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    const rows: number[] = [];
    if (!wanted) { for (let row = start; row < end && rows.length < left; row++) rows.push(row); }
    else while (next < wanted.length && wanted[next]! < end && rows.length < left) rows.push(wanted[next++]!);
    left -= rows.length;
    if (rows.length) plan.push({ start: rows[0]!, end: rows.at(-1)! + 1, rows });
    start = end;
  }
  return plan;
}

/** How many rows there are between the first and the last to read of each row group. */
export function spanned(plan: readonly GroupPlan[]): number {
  return plan.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** How many rows the file has. */
export function rowCount(metadata: FileMetaData): number {
  return metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
}

/** The names of all the file's columns, in the file's order. */
export function allColumns(metadata: FileMetaData): string[] {
  return parquetSchema(metadata).children.map((column) => column.element.name);
}

/** The names of those columns that a trace may have. */
export function traceColumns(metadata: FileMetaData): string[] {
  return allColumns(metadata).filter((name) => TRACE_COLUMNS.includes(name));
}

/** The columns in which other dialects have what a trace is made from. */
const DIALECT_COLUMNS = ["messages", "conversation", "system", "_id", "uuid", "prompt_index"];

/** Whether the rows are the data set's own, and not another dialect's. */
export function isOwnSchema(metadata: FileMetaData): boolean {
  const columns = allColumns(metadata);
  return columns.includes("id") && columns.includes("conversations");
}

/** The names of the columns that a row is read from. */
export function rowColumns(metadata: FileMetaData): string[] {
  const columns = traceColumns(metadata);
  if (isOwnSchema(metadata)) return columns;
  return [...columns, ...allColumns(metadata).filter((name) => DIALECT_COLUMNS.includes(name))];
}

/** About how many bytes a row takes uncompressed. */
export function bytesPerRow(metadata: FileMetaData): number {
  const total = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  return total / Math.max(1, rowCount(metadata));
}
