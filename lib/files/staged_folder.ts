import { createHash } from "node:crypto";
import { join } from "node:path";
import { isSystemError } from "./atomic_write.ts";

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
 * import { withStagedFolder } from "./mod.ts";
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

/** Result of {@linkcode fileDigest}: a file's size and hash. */
export interface FileDigest {
  /** Size of the file in bytes. */
  bytes: number;
  /** SHA-256 of the file's bytes, as 64 hexadecimal digits. */
  sha256: string;
}

/**
 * Computes the size and the SHA-256 of a file, which is read piece by piece.
 *
 * @param path The file.
 * @returns Its size and hash.
 * @throws {Deno.errors.NotFound} If it is not there.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fileDigest } from "./mod.ts";
 *
 * const file = await Deno.makeTempFile();
 * await Deno.writeTextFile(file, "abc");
 * assertEquals((await fileDigest(file)).sha256.slice(0, 16), "ba7816bf8f01cfea");
 * await Deno.remove(file);
 * ```
 */
export async function fileDigest(path: string | URL): Promise<FileDigest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of (await Deno.open(path)).readable) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
