import { type AddedToken, splitAdded } from "./added_tokens.ts";
import type { MergeTable } from "./merges.ts";
import { originalPlaces, PlaceBuffer, placeTokens } from "./places.ts";
import type { WordSplitter } from "./split_words.ts";
import type { Codec } from "./tokenizer.ts";
import { tokenBytes, utf8Writer, type Vocabulary } from "./vocabulary.ts";
import { IdBuffer, wordTokens } from "./word_tokens.ts";

/** Parts of a byte-level BPE tokenizer. */
export interface ByteBpe {
  /** The model's tokens. */
  vocabulary: Vocabulary;
  /** The model's merges. */
  merges: MergeTable;
  /** Whether a word that is a token is taken as it is, even if the merges do not lead to it. */
  wholeFirst: boolean;
  /** Tokens beside the model's own. */
  added: readonly AddedToken[];
  /** Normalises a text before its words are found. */
  normalize: (text: string) => string;
  /** Finds the words of a normalised text. */
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

/** Code units of the shortest text that is cached: the words of shorter texts are cached anyway. */
const MIN_CACHED_UNITS = 512;
/** The most code units of all cached texts. */
const MAX_CACHED_UNITS = 1 << 21;
/** How many fingerprints of texts that came once are remembered. */
const MAX_FINGERPRINTS = 1 << 14;
/** How many code units make a fingerprint. */
const SAMPLES = 64;

/** A cache of the ids of long texts that repeat, such as the system prompt. */
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
      if (text.length < MIN_CACHED_UNITS || text.length > MAX_CACHED_UNITS / 4) return encode(text);
      const hash = fingerprint(text);
      if (!met.has(hash)) {
        if (met.size === MAX_FINGERPRINTS) met.clear();
        met.add(hash);
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
      kept.set(copyText(text), ids.from(start));
      for (const oldest of kept.keys()) {
        if (used <= MAX_CACHED_UNITS) break;
        kept.delete(oldest);
        used -= oldest.length;
      }
    },
  };
}

/** Hashes a sample of a text's code units. */
function fingerprint(text: string): number {
  const step = Math.floor(text.length / SAMPLES);
  let hash = text.length;
  for (let at = 0; at < text.length; at += step) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** Copies a text, because a part of a text keeps the whole text in memory. */
function copyText(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
