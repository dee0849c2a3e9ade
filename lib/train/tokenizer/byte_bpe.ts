import type { AddedToken } from "./added_tokens.ts";
import { IdBuffer } from "./id_buffer.ts";
import type { MergeTable } from "./merge_table.ts";
import { originalPlaces } from "./original_places.ts";
import { PlaceBuffer } from "./place_buffer.ts";
import { segmentCache } from "./segment_cache.ts";
import { splitAdded } from "./split_added.ts";
import { placeTokens } from "./place_tokens.ts";
import { tokenBytes } from "./token_bytes.ts";
import type { Codec } from "./tokenizer.ts";
import { utf8Writer } from "./utf8.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { WordSplitter } from "./word_splitter.ts";
import { wordTokens } from "./word_tokens.ts";

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
 *
 * @param model What the tokenizer is made of.
 * @returns Ids of texts, and texts of ids.
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
