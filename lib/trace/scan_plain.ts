import { type Json, plainJson } from "./python/json_plain.ts";
import { ScanFailure, scanJson, skipJsonSpaceBack } from "./python/json_scanner.ts";
import { nativeJson } from "./python/native_json.ts";
import type { Tag, TagFinder } from "./tag_finder.ts";

/** A JSON value as plain data, and the UTF-16 index behind it. */
export interface PlainScanned {
  /** The value. */
  value: Json;
  /** UTF-16 index behind the value. */
  end: number;
}

/**
 * Reads the JSON value that begins at `from`, and leaves what follows alone. Mostly it is all that its block holds; then
 * the engine's own parser reads it.
 *
 * @param tags The text.
 * @param from UTF-16 index of the value's first character.
 * @param open The tag that opens such a block.
 * @param close The tag that closes it.
 * @returns The value and its end, or why and where reading failed.
 */
export function scanPlain(tags: TagFinder, from: number, open: Tag, close: Tag): PlainScanned | ScanFailure {
  const { text } = tags;
  const end = tags.ahead(close, from);
  // Up to the next block at most, so that no stretch of text is tried twice.
  if (end < tags.ahead(open, from) && (text[from] === "{" || text[from] === "[")) {
    // What fills the stretch is the value that begins there: no beginning of an object or a list is one itself.
    const value = nativeJson(text.slice(from, end));
    if (value !== undefined) return { value, end: skipJsonSpaceBack(text, end) };
  }
  const scanned = scanJson(text, from);
  return scanned instanceof ScanFailure ? scanned : { value: plainJson(scanned.value), end: scanned.end };
}
