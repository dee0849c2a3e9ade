import { endingOf, withAtomicFile, writeAll } from "./atomic_write.ts";
import {
  featuresEntry,
  type RecordEncoder,
  recordEncoder,
  type RecordFields,
  schemaElements,
} from "./fields.ts";
import { type ParquetWriteOptions, writeParquetFile } from "./parquet.ts";

/** Result of {@linkcode writeRecords}. */
export interface WrittenRecords {
  /** Number of records written. */
  records: number;
  /** Number of texts that held half a surrogate pair, which is written as U+FFFD. */
  repaired: number;
}

type Records = Iterable<object> | AsyncIterable<object>;
type Write = (
  path: string | URL,
  records: Records,
  fields: RecordFields,
  encoder: RecordEncoder,
  options: ParquetWriteOptions,
) => Promise<number>;

const WRITERS: Record<string, Write> = { ".jsonl": writeLines, ".parquet": writeColumns };

/** Endings of file names that {@linkcode writeRecords} knows, such as `.jsonl`. */
export const RECORD_ENDINGS: readonly string[] = Object.keys(WRITERS);

/**
 * Writes records with nested fields (messages, token ids) so that Python's `datasets` reads them without guessing:
 * as JSON lines or as parquet, which the name's ending says. The file appears whole or not at all, and the same records
 * give the same bytes.
 *
 * A field of type `json` is given as JSON text and written as it is, so that numbers keep their digits; `datasets` reads
 * it as data, by its type `Json` (datasets 4.7 or later).
 *
 * @param path The file to write: `.jsonl` or `.parquet`.
 * @param records The records, read once. What they have beyond the fields is not written, what they lack is
 * null.
 * @param fields The fields and their types, in order.
 * @param options Codec (default zstd) and rows a row group (default 100) for parquet; progress, abort.
 * @returns The number of records written, and of texts that were repaired.
 * @throws {RangeError} If the ending is none of these.
 * @throws {TypeError} If a value is not of its field's type; the message names row and field.
 * @see https://huggingface.co/docs/datasets/loading
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { writeRecords } from "tracebook";
 *
 * const file = await Deno.makeTempFile({ suffix: ".jsonl" });
 * const fields = { id: "string", input_ids: { list: "int32" }, call: "json" } as const;
 * await writeRecords(file, [{ id: "a", input_ids: [1, 2], call: '{"n": 1.0}' }], fields);
 * assertEquals(await Deno.readTextFile(file), '{"id":"a","input_ids":[1,2],"call":{"n": 1.0}}\n');
 * await Deno.remove(file);
 * ```
 */
export async function writeRecords(
  path: string | URL,
  records: Iterable<object> | AsyncIterable<object>,
  fields: RecordFields,
  options: ParquetWriteOptions = {},
): Promise<WrittenRecords> {
  const ending = endingOf(path);
  const write = Object.hasOwn(WRITERS, ending) ? WRITERS[ending] : undefined;
  if (!write) {
    throw new RangeError(`Cannot write records to ${path}: end its name in ${RECORD_ENDINGS.join(" or ")}`);
  }
  const encoder = recordEncoder(fields);
  const written = await write(path, records, fields, encoder, options);
  return { records: written, repaired: encoder.repaired };
}

async function writeColumns(
  path: string | URL,
  records: Records,
  fields: RecordFields,
  encoder: RecordEncoder,
  options: ParquetWriteOptions,
): Promise<number> {
  const names = Object.keys(fields);
  return await writeParquetFile<object>(path, records, () => ({
    schema: schemaElements(Object.entries(fields)),
    metadata: [featuresEntry(fields)],
    columns(group, firstRow) {
      const rows = group.map((record, i) => encoder.columns(record, firstRow + i));
      // long texts and lists: no reader would skip a page by their smallest and largest value
      return names.map((name, c) => ({ name, data: rows.map((row) => row[c]), statistics: false }));
    },
  }), options);
}

/** Characters that are gathered before they are written. */
const BUFFER_LENGTH = 1 << 20;

async function writeLines(
  path: string | URL,
  records: Records,
  _fields: RecordFields,
  encoder: RecordEncoder,
  { signal, onProgress }: ParquetWriteOptions,
): Promise<number> {
  const utf8 = new TextEncoder();
  return await withAtomicFile(path, async (file) => {
    let buffer = "";
    let done = 0;
    const flush = async () => {
      signal?.throwIfAborted();
      await writeAll(file, utf8.encode(buffer));
      buffer = "";
      onProgress?.({ stage: "Writing", done, unit: "rows" });
    };
    for await (const record of records) {
      buffer += `${encoder.line(record, done++)}\n`;
      if (buffer.length >= BUFFER_LENGTH) await flush();
    }
    await flush();
    return done;
  }, { signal });
}
