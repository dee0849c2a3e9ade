import { checkOutput } from "./check_output.ts";

/**
 * Refuses a file for facts that could not be written, or would replace the traces that are measured.
 *
 * @param out The file to write.
 * @param data The words of DATA.
 * @throws {UsageError} If the ending is none of ours, the folder is missing, or `out` is one of DATA's files.
 */
export async function checkFactsFile(out: string, data: readonly string[]): Promise<void> {
  await checkOutput(out, data, { what: "facts", verb: "measure", endings: [".csv", ".parquet"] });
}
