import { dirname, relative } from "node:path";
import type { CachedPaths } from "./hub_cache.ts";

/**
 * Gives a whole file its name at its commit, as the cache's other users do: a relative link, or where the system has none,
 * the file itself.
 *
 * @param paths Where the file is, and its name.
 */
export async function linkSnapshot({ blob, snapshot }: CachedPaths): Promise<void> {
  if (snapshot === undefined) return;
  const folder = dirname(snapshot);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.remove(snapshot).catch(() => {}); // mostly there is none
  try {
    await Deno.symlink(relative(folder, blob), snapshot, { type: "file" });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return; // another was faster
    await Deno.rename(blob, snapshot);
  }
}
