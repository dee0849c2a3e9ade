import { parse } from "@std/csv";
import type { OpenStream } from "./jsonl_rows.ts";
import type { ListedRow } from "./list_rows.ts";
import { LoadError, type LoadErrorPlace } from "./load_error.ts";
import { wholeText } from "./whole_text.ts";

/** Columns whose cells hold lists, as JSON text. */
const LISTS = ["conversations", "conversation", "messages"];
const REMEDY = "A list in a cell is written as JSON: with json.dumps in Python, not with str.";

/**
 * The rows of a CSV file with a first line of column names. Lists (the conversation) are JSON in their cells; an empty cell
 * is one that the row does not have.
 *
 * @param file The file as errors name it.
 * @param open Opens its bytes.
 * @returns The rows.
 * @throws {LoadError} If it is not CSV, or a cell that should hold a list holds none.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function csvList(file: string, open: OpenStream): Promise<ListedRow[]> {
  const text = await wholeText(file, open);
  let rows: Record<string, string | undefined>[];
  try {
    rows = parse(text, { skipFirstRow: true }) as typeof rows;
  } catch (cause) {
    const remedy = "Its first line names the columns; a cell with commas or line ends stands in quotes.";
    throw new LoadError(`it is not CSV (${(cause as Error).message})`, { file }, remedy, { cause });
  }
  return rows.map((cells, row) => {
    const place = { file, row };
    return { given: rowOf(cells, place), place };
  });
}

function rowOf(cells: Record<string, string | undefined>, place: LoadErrorPlace): Record<string, unknown> {
  const given = Object.entries(cells).filter(([, cell]) => cell !== undefined && cell !== "");
  return Object.fromEntries(
    given.map((
      [name, cell],
    ) => [name, LISTS.includes(name) ? listIn(cell!, { ...place, field: name }) : cell]),
  );
}

function listIn(cell: string, place: LoadErrorPlace): unknown {
  try {
    return JSON.parse(cell);
  } catch (cause) {
    throw new LoadError(`its cell is not JSON (${(cause as Error).message})`, place, REMEDY, { cause });
  }
}
