import { join } from "node:path";
import { isSystemError } from "../../store/system_error.ts";
import { LoadError } from "../load_error.ts";
import type { HubCache } from "./hub_home.ts";

/** How commits are named. */
export const COMMIT = /^[0-9a-f]{40}$/;

/** The folder's name for a data set in either cache: `datasets--owner--name`. */
function repoFolder(repo: string): string {
  return ["datasets", ...repo.split("/")].join("--");
}

/** What a file on the hub is called in the shared cache. */
export interface CachedPaths {
  /** The file itself, under its hash. */
  blob: string;
  /** Its name at a commit: a link to the file itself; undefined where no commit is known. */
  snapshot?: string;
  /** The file as far as it has come. */
  incomplete: string;
  /** What a process holds while it fetches the file; Python's holds the same. */
  lock: string;
}

/**
 * Where the shared cache has a file.
 *
 * @param cache The cache.
 * @param repo The data set.
 * @param file The file, by its path, commit and hash.
 * @see https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export function cachedPaths(
  { shared }: HubCache,
  repo: string,
  { path, revision, etag }: { path: string; revision: string; etag: string },
): CachedPaths {
  const name = repoFolder(repo);
  const blob = join(shared, name, "blobs", etag);
  return {
    blob,
    snapshot: COMMIT.test(revision)
      ? join(shared, name, "snapshots", revision, ...path.split("/"))
      : undefined,
    incomplete: `${blob}.tracebook-incomplete`,
    lock: join(shared, ".locks", name, `${etag}.lock`),
  };
}

/** Our folder for the parts of a file that are there. */
export function partsFolder({ own }: HubCache, repo: string, etag: string): string {
  return join(own, repoFolder(repo), "parts", etag);
}

/** Our file of what a commit holds. */
export function commitFile({ own }: HubCache, repo: string, commit: string): string {
  return join(own, repoFolder(repo), "commits", `${commit}.json`);
}

/** The file in which the shared cache notes which commit a branch or tag was at. */
export function refFile({ shared }: HubCache, repo: string, revision: string): string {
  return join(shared, repoFolder(repo), "refs", ...revision.split("/"));
}

/**
 * Writes into the cache, and names it where that fails.
 *
 * @param folder The folder that is written into.
 * @param write Writes.
 * @returns What `write` returned.
 * @throws {LoadError} If the system refuses.
 */
export async function intoCache<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    return await write();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const reason = `it cannot be kept there (${cause.message})`;
    throw new LoadError(reason, { file: folder }, "Set HF_HOME to a folder with room that may be written.", {
      cause,
    });
  }
}
