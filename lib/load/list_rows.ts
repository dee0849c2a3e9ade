import type { Trace } from "../trace/mod.ts";
import { attemptRow } from "./attempt_rows.ts";
import { checkRow } from "./check_row.ts";
import type { LoadErrorPlace } from "./load_error.ts";
import { once } from "./once.ts";
import type { LabelColumn, Rows } from "./rows.ts";
import { TRACE_COLUMNS } from "./trace_columns.ts";

/** A row of a file that is read as a whole, and where it stands. */
export interface ListedRow {
  /** What should be a trace. */
  given: unknown;
  /** The file, the row's number, its line where lines are known. */
  place: LoadErrorPlace;
}

/**
 * The rows of a file that can only be read as a whole. It is read anew for each reading, and is in memory as long as that
 * takes.
 *
 * @param file The file as errors name it.
 * @param readAll Reads all rows.
 * @returns The rows.
 */
export function listRows(file: string, readAll: () => Promise<ListedRow[]>): Rows {
  // Labels are short, and asked for one column after the other.
  const labels = once(async () =>
    (await readAll()).map(({ given, place }) => {
      const { conversations: _, tools: __, ...rest } = checkRow(given, place);
      return rest as Pick<Trace, LabelColumn>;
    })
  );
  const count = once(async () => (await readAll()).length);
  return {
    count,
    async columns() {
      const [first] = await readAll();
      const keys = Object.keys(first === undefined ? {} : checkRow(first.given, first.place));
      return TRACE_COLUMNS.filter((name) => keys.includes(name));
    },
    async *read(wanted, limit = Infinity): AsyncIterableIterator<Trace> {
      const rows = await readAll();
      const numbers = wanted ? Array.from(wanted).filter((row) => row < rows.length) : rows.keys();
      let given = 0;
      for (const row of numbers) {
        if (given++ === limit) return;
        yield checkRow(rows[row]!.given, rows[row]!.place);
      }
    },
    async *attempt() {
      for (const [row, { given, place }] of (await readAll()).entries()) {
        yield attemptRow(row, () => given, () => checkRow(given, place));
      }
    },
    labels: async (column) => (await labels()).map((row) => row[column] ?? null),
    locate: (row) => Promise.resolve({ file, row }),
    rowBytes: () => Promise.resolve(0),
    pieces: () => Promise.resolve(null),
  };
}
