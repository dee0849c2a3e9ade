import { dirname, join, relative } from "node:path";
import { isSystemError, writeFileAtomic } from "../../files/mod.ts";
import { LoadError } from "../load_error.ts";
import type { HubCache } from "./hub.ts";

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
export function rangeFolder({ own }: HubCache, repo: string, etag: string): string {
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
export async function writingCache<T>(folder: string, write: () => Promise<T>): Promise<T> {
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

/** A part of a file that is kept: its bytes from `start` up to, not including, `end`. */
interface ByteRange {
  start: number;
  end: number;
}

/** The parts of one file that are kept on disk, each as a file named by its place: `0-524288`. */
export class RangeCache {
  #parts: ByteRange[] | undefined;

  /**
   * @param folder Where they are.
   */
  constructor(readonly folder: string) {}

  /** The bytes from `start` to `end`, if one part holds them all. */
  async read(start: number, end: number): Promise<ArrayBuffer | undefined> {
    const part = (await this.#list()).find((part) => part.start <= start && end <= part.end);
    if (!part) return undefined;
    const bytes = await Deno.readFile(this.#path(part)).catch(() => undefined);
    if (bytes?.length !== part.end - part.start) {
      this.#parts = this.#parts!.filter((other) => other !== part); // removed, or cut short by a full disk
      return await this.read(start, end);
    }
    return bytes.buffer.slice(start - part.start, end - part.start);
  }

  /** The part that holds the most bytes from `at` on; else where the next one begins, if one does. */
  async longestFrom(at: number): Promise<{ bytes?: Uint8Array; next?: number }> {
    const parts = await this.#list();
    const end = Math.max(...parts.filter((part) => part.start <= at && at < part.end).map(({ end }) => end));
    const kept = end > at ? await this.read(at, end) : undefined;
    if (kept) return { bytes: new Uint8Array(kept) };
    const next = Math.min(...parts.filter((part) => part.start > at).map(({ start }) => start));
    return Number.isFinite(next) ? { next } : {};
  }

  /** Keeps the bytes from `start` on. */
  async store(start: number, bytes: ArrayBuffer): Promise<void> {
    const part = { start, end: start + bytes.byteLength };
    await writingCache(this.folder, async () => {
      try {
        await writeFileAtomic(this.#path(part), new Uint8Array(bytes));
        (await this.#list()).push(part);
      } catch (error) {
        // Another reading has fetched the whole file, and removed the folder.
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    });
  }

  /** Forgets all of them. */
  async remove(): Promise<void> {
    this.#parts = [];
    await Deno.remove(this.folder, { recursive: true }).catch(() => {}); // none was kept, or another removed them
  }

  async #list(): Promise<ByteRange[]> {
    if (this.#parts) return this.#parts;
    const entries = await Array.fromAsync(Deno.readDir(this.folder)).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    });
    return this.#parts = entries.flatMap(({ name }) => {
      const [, start, end] = /^(\d+)-(\d+)$/.exec(name) ?? [];
      return end === undefined ? [] : { start: Number(start), end: Number(end) };
    });
  }

  #path({ start, end }: ByteRange): string {
    return join(this.folder, `${start}-${end}`);
  }
}

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
