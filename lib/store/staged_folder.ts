import { join } from "node:path";
import { isSystemError } from "./system_error.ts";

/**
 * Runs `write` with an empty folder, and moves what it wrote into `folder` when it is done: several files appear
 * together, or none. What `folder` holds under other names stays.
 *
 * @param folder Where the files go; it is made if it is not there.
 * @param write Gets the path of the empty folder, which lies within `folder`; writes files, no folders.
 * @returns What `write` returned.
 * @throws Whatever `write` throws; nothing is left behind then.
 * @throws {Error} If the system refuses; the message names `folder` and the reason.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withStagedFolder } from "tracebook";
 *
 * const folder = await Deno.makeTempDir();
 * await withStagedFolder(folder, (stage) => Deno.writeTextFile(`${stage}/note.txt`, "here"));
 * assertEquals(await Deno.readTextFile(`${folder}/note.txt`), "here");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function withStagedFolder<T>(
  folder: string,
  write: (stage: string) => T | Promise<T>,
): Promise<T> {
  const isNew = await Deno.stat(folder).then(() => false, () => true);
  const stage = join(folder, `.tmp-${crypto.randomUUID().slice(0, 8)}`);
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.mkdir(stage);
  } catch (error) {
    if (isSystemError(error)) error.message = `Cannot write into ${folder}: ${error.message}`;
    throw error;
  }
  try {
    const result = await write(stage);
    const names = (await Array.fromAsync(Deno.readDir(stage))).map(({ name }) => name).sort();
    for (const name of names) await Deno.rename(join(stage, name), join(folder, name));
    await Deno.remove(stage);
    return result;
  } catch (error) {
    await Deno.remove(stage, { recursive: true }).catch(() => {}); // the first error is the one to report
    if (isNew) await Deno.remove(folder).catch(() => {});
    throw error;
  }
}
