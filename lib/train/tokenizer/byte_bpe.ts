import { type AddedToken, splitAdded } from "./added_tokens.ts";
import type { MergeTable } from "./merges.ts";
import { originalPlaces, PlaceBuffer, placeTokens } from "./places.ts";
import type { WordSplitter } from "./split_words.ts";
import type { Codec } from "./tokenizer.ts";
import { tokenBytes, utf8Writer, type Vocabulary } from "./vocabulary.ts";
import { IdBuffer, wordTokens } from "./word_tokens.ts";

/** What a byte-level BPE tokenizer is made of. */
export interface ByteBpe {
  /** The model's tokens. */
  vocabulary: Vocabulary;
  /** The model's merges. */
  merges: MergeTable;
  /** Whether a word that is a token is taken as it is, even if the merges do not lead to it. */
  wholeFirst: boolean;
  /** Tokens beside the model's own. */
  added: readonly AddedToken[];
  /** What happens to a text before its words are found. */
  normalize: (text: string) => string;
  /** Finds the words. */
  words: WordSplitter;
}

/**
 * Byte-level BPE: added tokens are cut out, the rest is normalised and cut into words, and the bytes of each
 * word are merged. The time grows with the length of the text, whatever it holds.
 * @see https://github.com/huggingface/tokenizers
 */
export function byteBpe({ vocabulary, merges, wholeFirst, added, normalize, words }: ByteBpe): Codec {
  const splitRaw = splitAdded(added.filter(({ normalized }) => !normalized));
  const splitNormalized = splitAdded(
    added.filter(({ normalized }) => normalized)
      .map((token) => ({ ...token, content: normalize(token.content) })),
  );
  const addedIds = new Map(added.map(({ content, id }) => [content, id]));
  const addedBytes = new Map(added.map(({ content, id }) => [id, tokenBytes(content)]));
  const cache = segmentCache();
  const appendWord = wordTokens(vocabulary, merges, wholeFirst);
  const ids = new IdBuffer();
  const write = utf8Writer();

  function encodeWords(text: string): void {
    const written = write(text);
    const wordEnd = words(text, written.bytes, written.length);
    for (let at = 0; at < written.length;) {
      const end = wordEnd(at);
      appendWord(written, at, end, ids);
      at = end;
    }
  }

  const push = (id: number) => ids.push(id);
  const encodeSegment = (segment: string) => splitNormalized(normalize(segment), encodeWords, push);
  const recallSegment = (segment: string) => cache.encode(segment, ids, encodeSegment);

  const places = new PlaceBuffer();

  function placeSegment(segment: string, at: number): void {
    const normal = normalize(segment);
    const original = originalPlaces(segment, normal, normalize);
    const place = (start: number, end: number) => {
      const [from, to] = original(start, end);
      places.push(at + from, at + to);
    };
    splitNormalized(normal, (text, begin) => {
      const first = ids.length;
      encodeWords(text);
      placeTokens(text, ids.from(first), vocabulary, (start, end) => place(begin + start, begin + end));
    }, (id, start, end) => {
      ids.push(id);
      place(start, end);
    });
  }

  return {
    size: vocabulary.size + added.filter(({ content }) => vocabulary.idOf(content) === undefined).length,
    encode(text) {
      ids.clear();
      splitRaw(text.toWellFormed(), recallSegment, push);
      return ids.take();
    },
    encodeWithPlaces(text) {
      ids.clear();
      places.clear();
      splitRaw(text.toWellFormed(), placeSegment, (id, start, end) => {
        ids.push(id);
        places.push(start, end);
      });
      return { ids: ids.take(), ...places.take() };
    },
    decode(list) {
      const parts = Array.from(list, (id) => {
        const bytes = addedBytes.get(id) ?? vocabulary.bytesOf(id);
        if (bytes) return bytes;
        throw new RangeError(`Cannot decode ${id}: the tokenizer has no token with this id`);
      });
      const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
    },
    tokenId: (token) => addedIds.get(token) ?? vocabulary.idOf(token),
  };
}

/** Shorter segments are not kept: their words are remembered anyway. */
const SHORTEST = 512;
/** How many code units are kept in all. */
const ROOM = 1 << 21;
/** How many texts are known to have come once. */
const MET = 1 << 14;
/** How many code units are looked at to tell whether a text came before. */
const SAMPLES = 64;

/** Remembers the ids of long texts that come again, such as the system prompt. */
interface SegmentCache {
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
