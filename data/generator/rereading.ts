import type { Episode } from "./episode.ts";
import type { Played } from "./played.ts";

const SAID =
  "File unchanged since last read. The earlier read_file result in this conversation still holds; use it.";

/** A file that is read again, unchanged, is not shown again: the tool only says so. */
export function rereading(e: Episode, call: Played): Played {
  if (call.name !== "read_file" || !call.ok) return call;
  const path = String(call.args.path);
  const key = JSON.stringify(call.args);
  const content = e.files.get(path) ?? "";
  const before = e.known.get(key);
  e.known.set(key, content);
  e.seen.add(`read ${path}`);
  return before === content ? { ...call, content: { content: SAID, path, dedup: true } } : call;
}
