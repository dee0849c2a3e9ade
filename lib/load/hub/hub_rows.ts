import { createHash, type Hash } from "node:crypto";
import { dirname } from "node:path";
import { writeAllSync } from "../../files/mod.ts";
import { type Bytes, openLocalBytes, readAt } from "../bytes.ts";
import { LoadError } from "../load_error.ts";
import { parquetRows } from "../parquet_rows.ts";
import { concatRows, type LoadPart } from "../row_views.ts";
import type { PieceFile, Rows } from "../rows.ts";
import { createHub, type Hub, type LoadOptions } from "./hub.ts";
import {
  type CachedPaths,
  cachedPaths,
  linkSnapshot,
  RangeCache,
  rangeFolder,
  writingCache,
} from "./hub_cache.ts";
import { findHubFiles, type HubFile, parseHubAddress } from "./hub_files.ts";
import { readRange, type RemoteFile, SHA256 } from "./read_range.ts";

/** Finds the rows of `hf:owner/name/config`, and the name of their source. */
export async function findHubPart(text: string, options: LoadOptions): Promise<LoadPart> {
  const address = parseHubAddress(text);
  const hub = createHub(options);
  const files = await findHubFiles(address, hub);
  const { repo } = address;
  // Options cannot be handed to another process, and a token must not be.
  const { signal: _, onProgress: __, ...hubOptions } = options;
  const hasOptions = Object.values(hubOptions).some((option) => option !== undefined);
  const parts = files.map((file) =>
    hubRows(repo, file, hub, hasOptions ? null : { kind: "hub", repo, file })
  );
  const source = address.config === "default" ? repo.split("/")[1]! : address.config;
  return { source, fullSource: text.slice("hf:".length), rows: concatRows(parts) };
}

/**
 * Makes rows of a parquet file on the hub, read by ranges, or from the disk where it is cached. `from` is the file
 * as it can be opened elsewhere.
 */
export function hubRows(repo: string, file: HubFile, hub: Hub, from: PieceFile | null): Rows {
  const name = `hf:${repo}/${file.path}`;
  const remote = { repo, file, name, hub };
  return parquetRows(name, (whole) => openHubFile(remote, whole), from);
}

/**
 * Opens a file on the hub. What is cached is not requested again: whole files in the cache that is shared with
 * Python, ranges in Tracebook's own. `whole` says that most of the file will be read, in order.
 */
async function openHubFile(remote: RemoteFile, whole: boolean): Promise<Bytes> {
  const { repo, file, hub } = remote;
  const paths = cachedPaths(hub.cache, repo, file);
  const snapshot = paths.snapshot && await openCached(paths.snapshot, file.size);
  if (snapshot) return snapshot;
  const blob = await openCached(paths.blob, file.size);
  if (blob) {
    await linkSnapshot(paths);
    return blob;
  }
  const ranges = new RangeCache(rangeFolder(hub.cache, repo, file.etag));
  const downloading = whole && !hub.offline ? await downloadFile(remote, paths, ranges) : undefined;
  return downloading ?? rangeBytes(remote, ranges);
}

/** Opens a file of the right size; undefined if there is none. */
async function openCached(path: string, size: number): Promise<Bytes | undefined> {
  const info = await Deno.stat(path).catch(() => undefined);
  return info?.isFile && info.size === size ? await openLocalBytes(path) : undefined;
}

/** Reads a file by ranges, and caches each. */
function rangeBytes(remote: RemoteFile, ranges: RangeCache): Bytes {
  const { file: { size, path }, hub: { signal, onProgress } } = remote;
  const stage = `Fetching parts of ${path}`;
  const abort = new AbortController();
  let fetched = 0;
  return {
    byteLength: size,
    signal,
    async slice(start, end = size) {
      if (end <= start) return new ArrayBuffer(0);
      const cached = await ranges.read(start, end);
      if (cached) return cached;
      const bytes = new Uint8Array(end - start);
      let at = 0;
      for await (const piece of readRange(remote, start, end, abort.signal)) {
        bytes.set(piece, at);
        at += piece.length;
        onProgress?.({ stage, done: fetched += piece.length, unit: "bytes" });
      }
      await ranges.store(start, bytes.buffer);
      return bytes.buffer;
    },
    close: () => abort.abort(),
  };
}

/** Bytes that are gathered before they are written: the network brings them in small pieces. */
const WRITE_BYTES = 2 ** 22;

/**
 * Downloads a file into the shared cache while it is read: a read waits until its bytes are there. A download that
 * was interrupted is resumed, cached ranges are taken, and the hash is compared at the end. Undefined if another
 * process or thread downloads the file.
 */
async function downloadFile(
  remote: RemoteFile,
  paths: CachedPaths,
  ranges: RangeCache,
): Promise<Bytes | undefined> {
  const { file: { size, path }, hub: { signal, onProgress } } = remote;
  const stage = `Fetching ${path}`;
  const lock = await tryLockFile(paths.lock);
  if (!lock) return undefined;
  const options = { read: true, write: true, create: true };
  const file = await writingCache(dirname(paths.blob), () => Deno.open(paths.incomplete, options)).catch(
    (error) => {
      lock.close();
      throw error;
    },
  );

  const abort = new AbortController();
  const download = new PartialDownload();
  let isCorrupt = false;

  async function run(): Promise<void> {
    const hash = createFileHash(remote);
    download.advance(await hashExisting(file, hash, size));
    const pieces: Uint8Array[] = [];
    let gathered = 0;
    const write = () => {
      let place = download.received;
      for (const piece of pieces.splice(0)) {
        hash?.update(piece);
        writeAt(file, piece, place);
        place += piece.length;
      }
      gathered = 0;
      onProgress?.({ stage, done: place, total: size, unit: "bytes" });
      download.advance(place);
    };
    try {
      while (download.received < size) {
        const { bytes, next = size } = await ranges.longestFrom(download.received);
        if (bytes) {
          pieces.push(bytes);
          write();
          continue;
        }
        for await (const piece of readRange(remote, download.received, next, abort.signal)) {
          pieces.push(piece);
          gathered += piece.length;
          if (gathered >= WRITE_BYTES || download.isAwaited(download.received + gathered)) write();
        }
        write();
      }
    } finally {
      if (gathered > 0) write(); // what came before a failure is kept for the next time
    }
    const digest = hash?.digest("hex");
    if (digest !== undefined && digest !== remote.file.etag) {
      isCorrupt = true;
      const reason =
        `what came is not the file that the hub lists (its hash is ${digest}, not ${remote.file.etag})`;
      throw new LoadError(reason, { file: remote.name }, "Load it again.");
    }
    file.syncSync();
    await Deno.rename(paths.incomplete, paths.blob);
    await linkSnapshot(paths);
    await ranges.remove();
  }

  const done = writingCache(dirname(paths.blob), run);
  const over = done.catch((error) => download.fail(error));
  return {
    byteLength: size,
    signal,
    async slice(start, end = size) {
      await download.waitFor(end);
      return readAt(file, start, end);
    },
    complete: () => done,
    close() {
      abort.abort();
      void over.then(async () => {
        file.close();
        if (isCorrupt) await Deno.remove(paths.incomplete).catch(() => {}); // the next download finds it corrupt too
        lock.close();
      });
    },
  };
}

/** State of a download: how many bytes are there, and which readers wait for more. */
class PartialDownload {
  /** Number of bytes that are there, from the first on. */
  received = 0;
  #failure: { cause: unknown } | undefined;
  #waiting: { end: number; resume: () => void }[] = [];

  /** Notes that the bytes up to `received` are there. */
  advance(have: number): void {
    this.received = have;
    this.#wake();
  }

  /** Notes that no more bytes will come: every reader that waits, or asks later, is thrown the cause. */
  fail(cause: unknown): void {
    this.#failure = { cause };
    this.#wake();
  }

  /** Tells whether a reader waits for bytes that are there once `received` are. */
  isAwaited(have: number): boolean {
    return this.#waiting.some(({ end }) => end <= have);
  }

  /** Waits until the bytes up to `end` are there. */
  async waitFor(end: number): Promise<void> {
    if (!this.#failure && end > this.received) {
      await new Promise<void>((resume) => this.#waiting.push({ end, resume }));
    }
    if (this.#failure) throw this.#failure.cause;
  }

  #wake(): void {
    const isReady = ({ end }: { end: number }) => this.#failure !== undefined || end <= this.received;
    const ready = this.#waiting.filter(isReady);
    this.#waiting = this.#waiting.filter((wait) => !isReady(wait));
    for (const { resume } of ready) resume();
  }
}

/** Takes the lock of a download, held until it is closed; undefined if another process holds it. */
async function tryLockFile(path: string): Promise<Deno.FsFile | undefined> {
  const lock = await writingCache(dirname(path), () => Deno.open(path, { write: true, create: true }));
  if (await lock.tryLock(true)) return lock;
  lock.close();
  return undefined;
}

/** Makes the hash that is compared with the hub's; undefined where that is git's, which only small files have. */
function createFileHash({ file: { etag } }: RemoteFile): Hash | undefined {
  return SHA256.test(etag) ? createHash("sha256") : undefined;
}

/** Hashes what an interrupted download left, and returns its size. */
async function hashExisting(file: Deno.FsFile, hash: Hash | undefined, size: number): Promise<number> {
  const { size: left } = await file.stat();
  if (left > size) {
    await file.truncate(0);
    return 0;
  }
  for (let at = 0; at < left; at += WRITE_BYTES) {
    hash?.update(new Uint8Array(readAt(file, at, Math.min(left, at + WRITE_BYTES))));
    await new Promise((resume) => setTimeout(resume)); // so that it can be aborted
  }
  return left;
}

function writeAt(file: Deno.FsFile, bytes: Uint8Array, place: number): void {
  file.seekSync(place, Deno.SeekMode.Start);
  writeAllSync(file, bytes);
}
