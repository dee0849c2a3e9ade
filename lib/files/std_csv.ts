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

/** One row to write: an object, or an array of cells. */
export type DataItem = Readonly<Record<string, unknown>> | readonly unknown[];

/** Options for {@linkcode stringify}. */
export interface StringifyOptions {
  /** Keys of the objects to write, in order; they are the headers too. @default {the first object's; none of arrays} */
  columns?: readonly string[];
  /** Whether the first line holds the headers. @default {true} */
  headers?: boolean;
}

/** Options for {@linkcode parse}. */
export interface ParseOptions {
  /** Whether the first line is a header that names the cells of the others. @default {false} */
  skipFirstRow?: boolean;
}

/** Result of {@linkcode parse}: objects where a header names the cells, arrays of cells otherwise. */
export type ParseResult<T extends ParseOptions> = T extends { skipFirstRow: true } ? Record<string, string>[]
  : string[][];

/**
 * Writes rows as CSV. Lines end with CRLF; null and undefined are empty cells; objects are written as JSON.
 *
 * @param data The rows: arrays of cells, or objects.
 * @param options Columns, headers.
 * @returns The CSV text.
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
  const { columns = keysOfFirst(data), headers = true } = options;
  const rows = data.map((item) => {
    const cells = Array.isArray(item) ? item : columns.map((key) => (item as Record<string, unknown>)[key]);
    return cells.map(cellText);
  });
  if (headers && columns.length > 0) rows.unshift([...columns]);
  return stringifyRecords(rows, {
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
 * @param options Whether the first line is a header.
 * @returns Arrays of cells, or objects where a header names the cells.
 * @throws {SyntaxError} If quotes are broken, or a row has not as many cells as there are names.
 * @throws {TypeError} If the header is asked for and there is none.
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
  const rows = parseRows(input);
  if (!options?.skipFirstRow) return rows as ParseResult<T>;
  const names = rows.shift();
  if (!names) throw new TypeError("Cannot parse the CSV text: it has no header row");
  return rows.map((row, i) => {
    if (row.length !== names.length) {
      const counts = `record ${i + 2} has ${row.length} cells, the header has ${names.length}`;
      throw new SyntaxError(`Cannot parse the CSV text: ${counts}`);
    }
    return Object.fromEntries(names.map((name, c) => [name, row[c]]));
  }) as ParseResult<T>;
}

function parseRows(input: string): string[][] {
  try {
    return parseRecords(input, {
      bom: true,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new SyntaxError(`Cannot parse the CSV text: ${(error as Error).message}`, { cause: error });
  }
}

function keysOfFirst([first = []]: readonly DataItem[]): string[] {
  return Array.isArray(first) ? [] : Object.keys(first);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
