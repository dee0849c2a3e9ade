/**
 * The part of `@std/csv` that is used here, over `csv-stringify` and `csv-parse`, for machines that do not
 * reach JSR. Where JSR is reached, the import map may say `jsr:@std/csv@^1` instead.
 *
 * @see {@link https://jsr.io/@std/csv} for the behaviour that is followed
 * @see {@link https://www.rfc-editor.org/rfc/rfc4180} for the format
 * @module
 */
import { parse as parseRecords } from "csv-parse/sync";
import { stringify as stringifyRecords } from "csv-stringify/sync";

/** A key of an object, or an index of an array. */
export type PropertyAccessor = number | string;

/** One column: where its value is, as a key or a path of keys, and what its header says. */
export type Column =
  | PropertyAccessor
  | readonly PropertyAccessor[]
  | { header?: string; prop: PropertyAccessor | readonly PropertyAccessor[] };

/** One row to write: an object, or an array of cells. */
export type DataItem = Readonly<Record<string, unknown>> | readonly unknown[];

/** Options of {@linkcode stringify}. */
export interface StringifyOptions {
  /** Whether the first row holds the headers. Default: true. */
  headers?: boolean;
  /** What stands between cells. Default: a comma. */
  separator?: string;
  /** Which values are written, in which order. Default: the keys of the first object; all cells of arrays. */
  columns?: readonly Column[];
  /** Whether the text begins with a byte-order mark, which Excel needs. Default: false. */
  bom?: boolean;
}

/** Options of {@linkcode parse}. */
export interface ParseOptions {
  /** What stands between cells. Default: a comma. */
  separator?: string;
  /** Whether the first row is left out; without `columns` it gives the names. Default: false. */
  skipFirstRow?: boolean;
  /** The names of the columns, in order. */
  columns?: readonly string[];
}

/** What {@linkcode parse} returns: objects where columns have names, arrays of cells otherwise. */
export type ParseResult<T extends ParseOptions> = T extends { columns: readonly (infer C extends string)[] }
  ? Record<C, string>[]
  : T extends { skipFirstRow: true } ? Record<string, string>[]
  : string[][];

/**
 * Writes rows as CSV. Lines end with CRLF; null and undefined are empty cells; objects are written as JSON.
 *
 * @param data The rows.
 * @param options Columns, headers, separator, byte-order mark.
 * @returns The CSV text.
 * @throws {TypeError} If the separator holds a quote or a line end, or a path names a key of an array.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { stringify } from "@std/csv";
 *
 * const rows = [{ id: "a", calls: 3 }, { id: 'b "2"', calls: null }];
 * assertEquals(stringify(rows, { columns: ["id", "calls"] }), 'id,calls\r\na,3\r\n"b ""2""",\r\n');
 * ```
 */
export function stringify(data: readonly DataItem[], options: StringifyOptions = {}): string {
  const { headers = true, separator = ",", bom = false } = options;
  if (/["\r\n]/.test(separator)) throw new TypeError("A separator may not hold a quote or a line end");
  const columns = (options.columns ?? keysOfFirst(data)).map(normalize);
  const records = data.map((item) => cells(item, columns).map(cellText));
  if (headers && columns.length > 0) records.unshift(columns.map(({ header }) => header));
  return stringifyRecords(records, {
    bom,
    delimiter: separator,
    record_delimiter: "\r\n",
    // `@std/csv` leaves a lone carriage return bare; most readers, Python's and spreadsheets, end a row there.
    quoted_match: /[\r\n]/,
    quoted_empty: false,
  });
}

/**
 * Reads CSV text. Blank lines are skipped; a byte-order mark is dropped.
 *
 * @param input The CSV text.
 * @param options Column names, separator, whether the first row is a header.
 * @returns Arrays of cells, or objects when the columns have names.
 * @throws {SyntaxError} If quotes are broken, or a row has not as many cells as there are names.
 * @throws {TypeError} If the header row is asked for and there is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parse } from "@std/csv";
 *
 * assertEquals(parse("a,b\n1,2\n"), [["a", "b"], ["1", "2"]]);
 * assertEquals(parse("a,b\n1,2\n", { skipFirstRow: true }), [{ a: "1", b: "2" }]);
 * ```
 */
export function parse<const T extends ParseOptions>(input: string, options?: T): ParseResult<T> {
  const { separator = ",", skipFirstRow = false, columns } = options ?? {};
  const rows = records(input, separator);
  if (!skipFirstRow && !columns) return rows as ParseResult<T>;
  const head = skipFirstRow ? rows.shift() : undefined;
  const names = columns ?? head;
  if (!names || (skipFirstRow && !head)) {
    throw new TypeError("Cannot parse the CSV text: it has no header row");
  }
  const first = skipFirstRow ? 2 : 1;
  return rows.map((row, i) => {
    if (row.length !== names.length) {
      throw new SyntaxError(
        `Cannot parse the CSV text: record ${
          i + first
        } has ${row.length} cells, the header has ${names.length}`,
      );
    }
    return Object.fromEntries(names.map((name, c) => [name, row[c]]));
  }) as ParseResult<T>;
}

function records(input: string, separator: string): string[][] {
  try {
    return parseRecords(input, {
      bom: true,
      delimiter: separator,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new SyntaxError(`Cannot parse the CSV text: ${(error as Error).message}`, { cause: error });
  }
}

interface NormalColumn {
  header: string;
  path: readonly PropertyAccessor[];
}

function normalize(column: Column): NormalColumn {
  if (typeof column !== "object") return { header: String(column), path: [column] };
  if (Array.isArray(column)) return { header: String(column.at(-1)), path: column };
  const { header, prop } = column as {
    header?: string;
    prop: PropertyAccessor | readonly PropertyAccessor[];
  };
  const path: readonly PropertyAccessor[] = typeof prop === "object" ? prop : [prop];
  return { header: header ?? String(path.at(-1)), path };
}

function keysOfFirst(data: readonly DataItem[]): string[] {
  const first = data[0];
  return first === undefined || Array.isArray(first) ? [] : Object.keys(first);
}

function cells(item: DataItem, columns: readonly NormalColumn[]): readonly unknown[] {
  if (columns.length === 0) return Array.isArray(item) ? item : Object.values(item);
  return columns.map(({ path }) => path.reduce<unknown>(valueAt, item));
}

function valueAt(value: unknown, key: PropertyAccessor): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && typeof key !== "number") {
    throw new TypeError(`Cannot read ${JSON.stringify(key)} of an array: a number is needed`);
  }
  return (value as Record<PropertyAccessor, unknown>)[key];
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
