import { dirname } from "node:path";
import { dataFiles } from "../load/data_files.ts";
import { UsageError } from "./failure.ts";

/** What is to be written, in the words of an error. */
export interface OutputWords {
  /** What: `facts`. */
  what: string;
  /** What is done with the data: `measure`. */
  verb: string;
  /** The endings that the file's name may have. */
  endings: readonly string[];
}

/**
 * Refuses a file that could not be written, or would replace the traces it is made from: before anything is read, as
 * reading may take long.
 *
 * @param out The file to write.
 * @param data The words of DATA.
 * @param words What is to be written.
 * @throws {UsageError} If the ending is none of these, the folder is missing, or `out` is one of DATA's files.
 */
export async function checkOutput(
  out: string,
  data: readonly string[],
  { what, verb, endings }: OutputWords,
): Promise<void> {
  const refuse = (reason: string) => {
    throw new UsageError(`Cannot write ${what} to ${out}: ${reason}`);
  };
  if (!endings.some((ending) => out.endsWith(ending))) {
    refuse(`the name must end with ${endings.join(" or ")}`);
  }
  await Deno.stat(dirname(out)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) refuse(`there is no folder ${dirname(out)}; make it first`);
  });
  if (await isOneOf(out, data)) refuse(`it is one of the files to ${verb}; choose another name`);
}

/**
 * Whether a file is one of those that are read, also by another path.
 *
 * @param out A file, which may not be there yet.
 * @param data The words of DATA.
 * @returns Whether it is.
 */
export async function isOneOf(out: string, data: readonly string[]): Promise<boolean> {
  const own = await Deno.realPath(out).catch(() => undefined); // mostly it is not there yet
  if (own === undefined) return false;
  for (const word of data.filter((word) => !word.startsWith("hf:"))) {
    for (const { path } of await dataFiles(word)) {
      if (await Deno.realPath(path) === own) return true;
    }
  }
  return false;
}
