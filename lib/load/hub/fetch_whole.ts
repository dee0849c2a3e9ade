import { createHash, type Hash } from "node:crypto";
import { dirname } from "node:path";
import { writeAllSync } from "../../store/write_all.ts";
import type { Bytes } from "../bytes.ts";
import { LoadError } from "../load_error.ts";
import { readAt } from "../local_bytes.ts";
import { ArrivedBytes } from "./arrived_bytes.ts";
import { type CachedPaths, intoCache } from "./hub_cache.ts";
import type { KeptParts } from "./kept_parts.ts";
import { linkSnapshot } from "./link_snapshot.ts";
import { readRange, type RemoteFile, SHA256 } from "./read_range.ts";

/** Bytes gathered for one writing: what comes from the network is in small pieces. */
const WRITE_BYTES = 2 ** 22;

/**
 * Fetches a file into the shared cache while it is read: a read waits until its bytes are there. It goes on where an
 * earlier one stopped, takes the parts that are kept, and compares the hash at the end.
 *
 * @param remote The file.
 * @param paths Where it goes.
 * @param parts The parts of it that are kept; they are removed when the whole is there.
 * @returns Its bytes; undefined if another process or thread is fetching it.
 * @throws {LoadError} If the cache cannot be written.
 */
export async function fetchWhole(
  remote: RemoteFile,
  paths: CachedPaths,
  parts: KeptParts,
): Promise<Bytes | undefined> {
  const { file: { size, path }, hub: { watch } } = remote;
  const stage = `Fetching ${path}`;
  const lock = await takeLock(paths.lock);
  if (!lock) return undefined;
  const options = { read: true, write: true, create: true };
  const file = await intoCache(dirname(paths.blob), () => Deno.open(paths.incomplete, options)).catch(
    (error) => {
      lock.close();
      throw error;
    },
  );

  const abort = new AbortController();
  const arrived = new ArrivedBytes();
  let spoiled = false;

  async function fetchAll(): Promise<void> {
    const hash = hashFor(remote);
    arrived.reach(await hashed(file, hash, size));
    const pieces: Uint8Array[] = [];
    let gathered = 0;
    const write = () => {
      let place = arrived.have;
      for (const piece of pieces.splice(0)) {
        hash?.update(piece);
        writeAt(file, piece, place);
        place += piece.length;
      }
      gathered = 0;
      watch.progress?.({ stage, done: place, total: size, unit: "bytes" });
      arrived.reach(place);
    };
    try {
      while (arrived.have < size) {
        const { bytes, next = size } = await parts.from(arrived.have);
        if (bytes) {
          pieces.push(bytes);
          write();
          continue;
        }
        for await (const piece of readRange(remote, arrived.have, next, abort.signal)) {
          pieces.push(piece);
          gathered += piece.length;
          if (gathered >= WRITE_BYTES || arrived.isAwaited(arrived.have + gathered)) write();
        }
        write();
      }
    } finally {
      if (gathered > 0) write(); // what came before a fault is kept for the next time
    }
    const digest = hash?.digest("hex");
    if (digest !== undefined && digest !== remote.file.etag) {
      spoiled = true;
      const reason =
        `what came is not the file that the hub lists (its hash is ${digest}, not ${remote.file.etag})`;
      throw new LoadError(reason, { file: remote.name }, "Load it again.");
    }
    file.syncSync();
    await Deno.rename(paths.incomplete, paths.blob);
    await linkSnapshot(paths);
    await parts.remove();
  }

  const done = intoCache(dirname(paths.blob), fetchAll);
  const over = done.catch((error) => arrived.fail(error));
  return {
    byteLength: size,
    signal: watch.signal,
    async slice(start, end = size) {
      await arrived.until(end);
      return readAt(file, start, end);
    },
    complete: () => done,
    close() {
      abort.abort();
      void over.then(async () => {
        file.close();
        if (spoiled) await Deno.remove(paths.incomplete).catch(() => {}); // the next fetching finds it spoiled too
        lock.close();
      });
    },
  };
}

/** The lock of the file's fetching, held until it is closed; undefined if another holds it. */
async function takeLock(path: string): Promise<Deno.FsFile | undefined> {
  const lock = await intoCache(dirname(path), () => Deno.open(path, { write: true, create: true }));
  if (await lock.tryLock(true)) return lock;
  lock.close();
  return undefined;
}

/** What is compared with the hub's hash; undefined where that is git's, which only small files have. */
function hashFor({ file: { etag } }: RemoteFile): Hash | undefined {
  return SHA256.test(etag) ? createHash("sha256") : undefined;
}

/** Gives what an earlier fetching left to the hash, and says how much it is. */
async function hashed(file: Deno.FsFile, hash: Hash | undefined, size: number): Promise<number> {
  const { size: left } = await file.stat();
  if (left > size) {
    await file.truncate(0);
    return 0;
  }
  for (let at = 0; at < left; at += WRITE_BYTES) {
    hash?.update(new Uint8Array(readAt(file, at, Math.min(left, at + WRITE_BYTES))));
    await new Promise((resume) => setTimeout(resume)); // so that it can be stopped
  }
  return left;
}

function writeAt(file: Deno.FsFile, bytes: Uint8Array, place: number): void {
  file.seekSync(place, Deno.SeekMode.Start);
  writeAllSync(file, bytes);
}
