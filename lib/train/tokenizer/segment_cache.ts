import type { IdBuffer } from "./id_buffer.ts";

/** Shorter segments are not kept: their words are remembered anyway. */
const SHORTEST = 512;
/** How many code units are kept in all. */
const ROOM = 1 << 21;
/** How many texts are known to have come once. */
const MET = 1 << 14;
/** How many code units are looked at to tell whether a text came before. */
const SAMPLES = 64;

/** Remembers the ids of long texts that come again, such as the system prompt. */
export interface SegmentCache {
  /**
   * Adds the ids of a text.
   *
   * @param text The text.
   * @param ids What they are added to.
   * @param encode Adds them where they are not known.
   */
  encode(text: string, ids: IdBuffer, encode: (text: string) => void): void;
}

/**
 * A cache for the texts between special tokens. It keeps a text when it comes for the second time, most never
 * do. It holds two million code units at most, and gives up first what was not asked for the longest.
 *
 * @returns The cache, empty.
 */
export function segmentCache(): SegmentCache {
  const kept = new Map<string, Int32Array>();
  const met = new Set<number>();
  let used = 0;

  return {
    encode(text, ids, encode) {
      if (text.length < SHORTEST || text.length > ROOM / 4) return encode(text);
      const mark = fingerprint(text);
      if (!met.has(mark)) {
        if (met.size === MET) met.clear();
        met.add(mark);
        return encode(text);
      }
      const known = kept.get(text);
      if (known) {
        kept.delete(text);
        kept.set(text, known);
        return ids.append(known, known.length);
      }
      const start = ids.length;
      encode(text);
      used += text.length;
      kept.set(ownCopy(text), ids.from(start));
      for (const oldest of kept.keys()) {
        if (used <= ROOM) break;
        kept.delete(oldest);
        used -= oldest.length;
      }
    },
  };
}

/** A number that is the same for the same text, and seldom for others. */
function fingerprint(text: string): number {
  const step = Math.floor(text.length / SAMPLES);
  let hash = text.length;
  for (let at = 0; at < text.length; at += step) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** A part of a text keeps the whole text in memory; this copy does not. */
function ownCopy(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
