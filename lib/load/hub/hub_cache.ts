import { dirname, join, relative } from "node:path";
import { isSystemError, writeFileAtomic } from "../../files/mod.ts";
import { LoadError } from "../load_error.ts";
import type { HubCache } from "./hub.ts";

/** Hash of a commit. */
export const COMMIT = /^[0-9a-f]{40}$/;

/** Returns the folder's name for a data set in either cache: `datasets--owner--name`. */
function repoFolder(repo: string): string {
  return ["datasets", ...repo.split("/")].join("--");
}

/** Paths of a file of the hub in the shared cache. */
export interface CachedPaths {
  /** File itself, named by its hash. */
  blob: string;
  /** Name of the file at its commit: a link to the blob; undefined where no commit is known. */
  snapshot?: string;
  /** File as far as it is downloaded. */
  incomplete: string;
  /** Lock that a process holds while it downloads the file; Python's holds the same. */
  lock: string;
}

/**
 * Returns the paths of a file in the shared cache.
 *
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

/** Returns Tracebook's folder for the cached ranges of a file. */
export function rangeFolder({ own }: HubCache, repo: string, etag: string): string {
  return join(own, repoFolder(repo), "parts", etag);
}

/** Returns Tracebook's file that lists what a commit holds. */
export function commitFile({ own }: HubCache, repo: string, commit: string): string {
  return join(own, repoFolder(repo), "commits", `${commit}.json`);
}

/** Returns the file in which the shared cache notes the commit of a branch or tag. */
export function refFile({ shared }: HubCache, repo: string, revision: string): string {
  return join(shared, repoFolder(repo), "refs", ...revision.split("/"));
}

/** Runs `write` with `folder` made, and turns a system error into a LoadError that names the folder. */
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

/** Range of a file: the bytes from `start` up to, not including, `end`. */
interface ByteRange {
  start: number;
  end: number;
}

/** Cache of ranges of one file on disk, each a file named by its range: `0-524288`. */
export class RangeCache {
  #ranges: ByteRange[] | undefined;

  constructor(readonly folder: string) {}

  /** Reads the bytes from `start` to `end`, if one cached range holds them all. */
  async read(start: number, end: number): Promise<ArrayBuffer | undefined> {
    const range = (await this.#list()).find((range) => range.start <= start && end <= range.end);
    if (!range) return undefined;
    const bytes = await Deno.readFile(this.#path(range)).catch(() => undefined);
    if (bytes?.length !== range.end - range.start) {
      this.#ranges = this.#ranges!.filter((other) => other !== range); // removed, or cut short by a full disk
      return await this.read(start, end);
    }
    return bytes.buffer.slice(start - range.start, end - range.start);
  }

  /** Reads the longest cached range from `at` on; else returns where the next one begins, if one does. */
  async longestFrom(at: number): Promise<{ bytes?: Uint8Array; next?: number }> {
    const ranges = await this.#list();
    const end = Math.max(
      ...ranges.filter((range) => range.start <= at && at < range.end).map(({ end }) => end),
    );
    const bytes = end > at ? await this.read(at, end) : undefined;
    if (bytes) return { bytes: new Uint8Array(bytes) };
    const next = Math.min(...ranges.filter((range) => range.start > at).map(({ start }) => start));
    return Number.isFinite(next) ? { next } : {};
  }

  /** Stores the bytes from `start` on. */
  async store(start: number, bytes: ArrayBuffer): Promise<void> {
    const range = { start, end: start + bytes.byteLength };
    await writingCache(this.folder, async () => {
      try {
        await writeFileAtomic(this.#path(range), new Uint8Array(bytes));
        (await this.#list()).push(range);
      } catch (error) {
        // Another reading has downloaded the whole file, and removed the folder.
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    });
  }

  /** Removes all ranges. */
  async remove(): Promise<void> {
    this.#ranges = [];
    await Deno.remove(this.folder, { recursive: true }).catch(() => {}); // there was none, or another process removed it
  }

  async #list(): Promise<ByteRange[]> {
    if (this.#ranges) return this.#ranges;
    const entries = await Array.fromAsync(Deno.readDir(this.folder)).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    });
    return this.#ranges = entries.flatMap(({ name }) => {
      const [, start, end] = /^(\d+)-(\d+)$/.exec(name) ?? [];
      return end === undefined ? [] : { start: Number(start), end: Number(end) };
    });
  }

  #path({ start, end }: ByteRange): string {
    return join(this.folder, `${start}-${end}`);
  }
}

/**
 * Gives a blob its name at its commit, as the cache's other users do: a relative link, or where the system has
 * none, the file itself.
 */
export async function linkSnapshot({ blob, snapshot }: CachedPaths): Promise<void> {
  if (snapshot === undefined) return;
  const folder = dirname(snapshot);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.remove(snapshot).catch(() => {}); // mostly there is none
  try {
    await Deno.symlink(relative(folder, blob), snapshot, { type: "file" });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return; // another process was faster
    await Deno.rename(blob, snapshot);
  }
}
