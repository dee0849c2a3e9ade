import type { IdBuffer } from "./id_buffer.ts";
import type { MergeTable } from "./merge_table.ts";
import { mergeWord } from "./merge_word.ts";
import type { Utf8 } from "./utf8.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { WordCache } from "./word_cache.ts";

/**
 * Adds the ids of a word.
 *
 * @param text The text that it is in.
 * @param start Where the word begins.
 * @param end Where it ends.
 * @param ids What they are added to.
 */
export type WordTokens = (text: Utf8, start: number, end: number, ids: IdBuffer) => void;

/** Symbols of a word for which there is always room. */
const ROOM = 1 << 12;

/**
 * Gives words their ids by a model's merges, and remembers those met lately: the words of a text repeat.
 *
 * @param vocabulary The model's tokens, every single byte among them.
 * @param merges The model's merges.
 * @param wholeFirst Whether a word that is a token is taken as it is, even if the merges do not lead to it.
 * @returns The function.
 */
export function wordTokens(vocabulary: Vocabulary, merges: MergeTable, wholeFirst: boolean): WordTokens {
  const idOfByte = Int32Array.from({ length: 256 }, (_, byte) => vocabulary.find(Uint8Array.of(byte), 0, 1));
  const cache = new WordCache();
  const scratch = new Int32Array(ROOM);

  return ({ bytes, view }, start, end, ids) => {
    if (cache.recall(view, start, end, ids)) return;
    const whole = wholeFirst ? vocabulary.find(bytes, start, end) : -1;
    const length = end - start;
    const symbols = length <= ROOM ? scratch : new Int32Array(length);
    let count = 1;
    if (whole >= 0) symbols[0] = whole;
    else {
      for (let at = 0; at < length; at++) symbols[at] = idOfByte[bytes[start + at]!]!;
      count = mergeWord(symbols, length, merges);
    }
    ids.append(symbols, count);
    cache.keep(view, start, end, symbols, count);
  };
}
