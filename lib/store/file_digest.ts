import { createHash } from "node:crypto";

/** How large a file is, and the hash of what it holds. */
export interface FileDigest {
  /** Its size in bytes. */
  bytes: number;
  /** The SHA-256 of its bytes, as 64 hexadecimal digits. */
  sha256: string;
}

/**
 * The size and the SHA-256 of a file, which is read piece by piece.
 *
 * @param path The file.
 * @returns Both.
 * @throws {Deno.errors.NotFound} If it is not there.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fileDigest } from "tracebook";
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
