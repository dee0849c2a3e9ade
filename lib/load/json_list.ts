import { isObject } from "../trace/is_object.ts";
import { kindOf } from "./dialects/row_reader.ts";
import type { OpenStream } from "./jsonl_rows.ts";
import type { ListedRow } from "./list_rows.ts";
import { LoadError } from "./load_error.ts";
import { wholeText } from "./whole_text.ts";

const REMEDY = "A .json file holds a list of rows, or one row; with one row a line, call it .jsonl.";

/**
 * The rows of a JSON file: a list of rows, or one row.
 *
 * @param file The file as errors name it.
 * @param open Opens its bytes.
 * @returns The rows.
 * @throws {LoadError} If it is not JSON, or holds something else.
 */
export async function jsonList(file: string, open: OpenStream): Promise<ListedRow[]> {
  const text = await wholeText(file, open);
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new LoadError(`it is not JSON (${(cause as Error).message})`, { file }, REMEDY, { cause });
  }
  if (isObject(document)) return [{ given: document, place: { file, row: 0 } }];
  if (!Array.isArray(document)) throw new LoadError(`it holds ${kindOf(document)}`, { file }, REMEDY);
  return document.map((given, row) => ({ given, place: { file, row } }));
}
