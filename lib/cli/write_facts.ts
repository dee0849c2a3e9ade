import { stringify } from "@std/csv";
import { FACT_COLUMNS, type Facts } from "../measure/mod.ts";
import { spreadsheetSafe, writeFileAtomic, writeRecordParquet } from "../store/mod.ts";

const TEXT_COLUMNS: readonly (keyof Facts)[] = [
  "id",
  "source",
  "category",
  "subcategory",
  "group_key",
  "task_key",
];

/**
 * Writes facts as a table, one line a trace; what the rules do not define is an empty cell.
 *
 * @param path The file to write; `.parquet` is written as parquet, anything else as CSV.
 * @param facts The records, in order.
 * @param signal Stops the writing; nothing is left of the file then.
 */
export async function writeFacts(path: string, facts: readonly Facts[], signal?: AbortSignal): Promise<void> {
  if (path.endsWith(".parquet")) {
    const columns = FACT_COLUMNS.map((name) =>
      ({ name, type: TEXT_COLUMNS.includes(name) ? "string" : "integer" }) as const
    );
    await writeRecordParquet(path, facts.map((record) => ({ ...record })), columns, { signal });
    return;
  }
  const rows = facts.map((record) => FACT_COLUMNS.map((name) => spreadsheetSafe(record[name])));
  await writeFileAtomic(path, stringify([[...FACT_COLUMNS], ...rows], { headers: false }), { signal });
}
