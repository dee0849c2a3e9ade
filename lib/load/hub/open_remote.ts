import type { Bytes } from "../bytes.ts";
import { openLocalBytes } from "../local_bytes.ts";
import { cachedPaths, partsFolder } from "./hub_cache.ts";
import { KeptParts } from "./kept_parts.ts";
import { readRange, type RemoteFile } from "./read_range.ts";
import { fetchWhole } from "./fetch_whole.ts";
import { linkSnapshot } from "./link_snapshot.ts";

/**
 * Opens a file on the hub. What is kept on disk is not asked for again: a whole file in the cache that is shared with
 * Python, parts of it in ours.
 *
 * @param remote The file.
 * @param whole Whether all of it will be read, in order.
 * @returns Its bytes; close them when done.
 */
export async function openRemote(remote: RemoteFile, whole: boolean): Promise<Bytes> {
  const { repo, file, hub } = remote;
  const paths = cachedPaths(hub.cache, repo, file);
  const kept = paths.snapshot && await openKept(paths.snapshot, file.size);
  if (kept) return kept;
  const blob = await openKept(paths.blob, file.size);
  if (blob) {
    await linkSnapshot(paths);
    return blob;
  }
  const parts = new KeptParts(partsFolder(hub.cache, repo, file.etag));
  const fetching = whole && !hub.offline ? await fetchWhole(remote, paths, parts) : undefined;
  return fetching ?? byParts(remote, parts);
}

/** A file of the right size; undefined if there is none. */
async function openKept(path: string, size: number): Promise<Bytes | undefined> {
  const info = await Deno.stat(path).catch(() => undefined);
  return info?.isFile && info.size === size ? await openLocalBytes(path) : undefined;
}

function byParts(remote: RemoteFile, parts: KeptParts): Bytes {
  const { file: { size, path }, hub: { watch } } = remote;
  const stage = `Fetching parts of ${path}`;
  const abort = new AbortController();
  let fetched = 0;
  return {
    byteLength: size,
    signal: watch.signal,
    async slice(start, end = size) {
      if (end <= start) return new ArrayBuffer(0);
      const kept = await parts.read(start, end);
      if (kept) return kept;
      const bytes = new Uint8Array(end - start);
      let at = 0;
      for await (const piece of readRange(remote, start, end, abort.signal)) {
        bytes.set(piece, at);
        at += piece.length;
        watch.progress?.({ stage, done: fetched += piece.length, unit: "bytes" });
      }
      await parts.keep(start, bytes.buffer);
      return bytes.buffer;
    },
    close: () => abort.abort(),
  };
}
