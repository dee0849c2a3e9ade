import { join } from "node:path";
import { isSystemError } from "../../store/system_error.ts";
import { LoadError } from "../load_error.ts";

/** How commits are named. */
export const COMMIT = /^[0-9a-f]{40}$/;

/** Where what came from the hub is kept. */
export interface HubCache {
  /** The cache of whole files, shared with Python's `huggingface_hub`. */
  shared: string;
  /** Ours: listings, and parts of files. */
  own: string;
}

/**
 * The folders that the environment names, as Python's `huggingface_hub` reads it: `HF_HUB_CACHE`, or `hub` in `HF_HOME`,
 * or `huggingface/hub` in the user's cache folder. Ours is `tracebook` in `HF_HOME`.
 *
 * @param home The folder to use in place of `HF_HOME`.
 * @returns The folders; they need not be there yet.
 * @throws {LoadError} If the environment names no home at all.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function hubCache(home?: string): HubCache {
  const folder = home ?? hfHome();
  const shared = home === undefined ? expanded(Deno.env.get("HF_HUB_CACHE")) : undefined;
  return { shared: shared ?? join(folder, "hub"), own: join(folder, "tracebook") };
}

/**
 * The token that `hf auth login` has left in `HF_HOME`.
 *
 * @param home The folder to use in place of `HF_HOME`.
 * @returns The token; undefined if there is none.
 */
export function savedToken(home: string = hfHome()): string | undefined {
  try {
    return Deno.readTextFileSync(join(home, "token"));
  } catch (error) {
    if (isSystemError(error)) return undefined; // nobody has logged in
    throw error;
  }
}

function hfHome(): string {
  return expanded(Deno.env.get("HF_HOME")) ?? join(userCache(), "huggingface");
}

function userCache(): string {
  return expanded(Deno.env.get("XDG_CACHE_HOME")) ?? join(userHome(), ".cache");
}

function userHome(): string {
  const home = Deno.env.get("HOME") || Deno.env.get("USERPROFILE");
  if (home) return home;
  const remedy = "Set HF_HOME to the folder in which to keep it.";
  throw new LoadError("there is no folder to keep it in", { file: "the hub's files" }, remedy);
}

function expanded(path: string | undefined): string | undefined {
  return path ? path.replace(/^~(?=$|[/\\])/, () => userHome()) : undefined;
}

/** The folder's name for a data set in either cache: `datasets--owner--name`. */
export function repoFolder(repo: string): string {
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
