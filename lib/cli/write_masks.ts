import { writeFileAtomic, writeMaskParquet } from "../store/mod.ts";
import type { MaskRecord } from "../train/mod.ts";

/**
 * Writes records of token ids and labels.
 *
 * @param path The file to write; `.parquet` is written as parquet, anything else as a line of JSON a record.
 * @param records The records, in order.
 * @param signal Stops the writing; the file is then untouched.
 */
export async function writeMasks(
  path: string,
  records: AsyncIterable<MaskRecord>,
  signal: AbortSignal,
): Promise<void> {
  if (path.endsWith(".parquet")) await writeMaskParquet(path, records, { signal });
  else await writeFileAtomic(path, lines(records), { signal });
}

async function* lines(records: AsyncIterable<MaskRecord>): AsyncGenerator<Uint8Array> {
  const utf8 = new TextEncoder();
  for await (const record of records) yield utf8.encode(`${JSON.stringify(record)}\n`);
}
