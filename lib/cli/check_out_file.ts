import { dirname } from "node:path";
import { dataFiles } from "../load/data_files.ts";
import { UsageError } from "./failure.ts";

/**
 * Refuses a file that could not be written, or would replace the traces that are read: before anything is read, as
 * reading may take long.
 *
 * @param what What is written, as in "Cannot write facts to …".
 * @param endings How the name may end, with their dots.
 * @param out The file to write.
 * @param data The words of DATA.
 * @throws {UsageError} If the ending is none of ours, the folder is missing, or `out` is one of DATA's files.
 */
export async function checkOutFile(
  what: string,
  endings: readonly string[],
  out: string,
  data: readonly string[],
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
  const own = await Deno.realPath(out).catch(() => undefined); // mostly it is not there yet
  if (own === undefined) return;
  for (const word of data.filter((word) => !word.startsWith("hf:"))) {
    for (const { path } of await dataFiles(word)) {
      if (await Deno.realPath(path) === own) refuse("it is one of the files to read; choose another name");
    }
  }
}
