import type { MergeTable } from "./merge_table.ts";
import type { IdBuffer } from "./id_buffer.ts";
import { mergeWord } from "./merge_word.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Slots of the hash table; half of them are used at most. */
const SLOTS = 1 << 16;
/** Words longer than this are not remembered. */
const LONGEST = 48;

/** Gives words their token ids, and remembers those that it met lately. */
export interface WordTokens {
  /**
   * Appends the ids of a word.
   *
   * @param bytes UTF-8.
   * @param start Where the word begins.
   * @param end Where it ends.
   * @param ids What the ids are appended to.
   */
  append(bytes: Uint8Array, start: number, end: number, ids: IdBuffer): void;
}

/**
 * The ids of words by a model's merges. The words of a text repeat, so they are kept in a hash table over
 * their bytes; when it is half full it is emptied, which bounds it at about 2 MB.
 *
 * @param vocabulary The model's tokens.
 * @param merges The model's merges.
 * @param wholeFirst Whether a word that is a token is taken as it is, even if the merges do not lead to it.
 * @returns The words' ids.
 */
export function wordTokens(vocabulary: Vocabulary, merges: MergeTable, wholeFirst: boolean): WordTokens {
  const idOfByte = Int32Array.from({ length: 256 }, (_, byte) => vocabulary.find(Uint8Array.of(byte), 0, 1));
  let symbols = new Int32Array(1024);

  /** Four numbers a slot: the hash, where the word's bytes begin, their number and that of ids, the ids. */
  const table = new Int32Array(4 * SLOTS);
  const keys = new Uint8Array(SLOTS / 2 * LONGEST);
  const kept = new Int32Array(SLOTS / 2 * LONGEST);
  let words = 0;
  let keysUsed = 0;
  let keptUsed = 0;

  /** Merges a word into `symbols` and returns the number of its tokens. */
  function merge(bytes: Uint8Array, start: number, end: number): number {
    if (wholeFirst) {
      const id = vocabulary.find(bytes, start, end);
      if (id >= 0) {
        symbols[0] = id;
        return 1;
      }
    }
    const length = end - start;
    if (length > symbols.length) symbols = new Int32Array(length);
    for (let at = 0; at < length; at++) symbols[at] = idOfByte[bytes[start + at]!]!;
    const count = mergeWord(symbols, length, merges);
    return count;
  }

  function append(bytes: Uint8Array, start: number, end: number, ids: IdBuffer): void {
    const length = end - start;
    if (length > LONGEST) {
      const count = merge(bytes, start, end);
      ids.append(symbols, count);
      if (symbols.length > 1 << 16) symbols = new Int32Array(1024);
      return;
    }
    let hash = length;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash ^= hash >>> 15;
    let slot = (hash & (SLOTS - 1)) << 2;
    for (;; slot = (slot + 4) & (4 * SLOTS - 1)) {
      const sizes = table[slot + 2]!;
      if (sizes === 0) break;
      if (table[slot] !== hash || sizes >> 8 !== length) continue;
      const key = table[slot + 1]!;
      let at = 0;
      while (at < length && keys[key + at] === bytes[start + at]) at++;
      if (at < length) continue;
      const count = sizes & 0xff;
      if (count === 1) {
        ids.push(table[slot + 3]!);
        return;
      }
      const first = table[slot + 3]!;
      for (let n = 0; n < count; n++) ids.push(kept[first + n]!);
      return;
    }

    const count = merge(bytes, start, end);
    ids.append(symbols, count);
    if (++words > SLOTS / 2) {
      table.fill(0);
      words = keysUsed = keptUsed = 0;
      slot = (hash & (SLOTS - 1)) << 2;
    }
    table[slot] = hash;
    table[slot + 1] = keysUsed;
    table[slot + 2] = length << 8 | count;
    for (let at = start; at < end; at++) keys[keysUsed++] = bytes[at]!;
    if (count === 1) table[slot + 3] = symbols[0]!;
    else {
      table[slot + 3] = keptUsed;
      for (let at = 0; at < count; at++) kept[keptUsed++] = symbols[at]!;
    }
  }

  return { append };
}
