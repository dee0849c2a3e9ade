import { type MergeTable, mergeWord } from "./merges.ts";
import type { Utf8, Vocabulary } from "./vocabulary.ts";

/** Adds the ids of a word. */
type WordTokens = (text: Utf8, start: number, end: number, ids: IdBuffer) => void;

/** How many symbols fit the array that is used for every word. */
const SCRATCH = 1 << 12;

/** Gives words their ids by a model's merges, and remembers those met lately: the words of a text repeat. */
export function wordTokens(vocabulary: Vocabulary, merges: MergeTable, wholeFirst: boolean): WordTokens {
  const idOfByte = Int32Array.from({ length: 256 }, (_, byte) => vocabulary.find(Uint8Array.of(byte), 0, 1));
  const cache = new WordCache();
  const scratch = new Int32Array(SCRATCH);

  return ({ bytes, view }, start, end, ids) => {
    if (cache.recall(view, start, end, ids)) return;
    const whole = wholeFirst ? vocabulary.find(bytes, start, end) : -1;
    const length = end - start;
    const symbols = length <= SCRATCH ? scratch : new Int32Array(length);
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

/** Capacity that a buffer keeps between texts; what a long text needs beyond it is freed. */
const FIRST_IDS = 1 << 16;

/** Ids that are gathered: a typed array that grows, several times faster than pushing onto an array. */
export class IdBuffer {
  /** How many ids there are. */
  length = 0;
  #ids = new Int32Array(FIRST_IDS);

  /** Adds one id. */
  push(id: number): void {
    if (this.length === this.#ids.length) this.#grow(1);
    this.#ids[this.length++] = id;
  }

  /** Adds the first `count` of some ids. */
  append(ids: Int32Array, count: number): void {
    if (this.length + count > this.#ids.length) this.#grow(count);
    for (let at = 0; at < count; at++) this.#ids[this.length + at] = ids[at]!;
    this.length += count;
  }

  /** The ids from one of them on. */
  from(start: number): Int32Array {
    return this.#ids.slice(start, this.length);
  }

  /** Forgets all ids. */
  clear(): void {
    this.length = 0;
  }

  /** Takes all ids out. */
  take(): number[] {
    const ids = new Array<number>(this.length);
    for (let at = 0; at < this.length; at++) ids[at] = this.#ids[at]!;
    this.clear();
    if (this.#ids.length > FIRST_IDS) this.#ids = new Int32Array(FIRST_IDS);
    return ids;
  }

  #grow(more: number): void {
    const grown = new Int32Array(2 * (this.length + more));
    grown.set(this.#ids);
    this.#ids = grown;
  }
}

/** Slots of the cache's hash table; at most half of them are used. */
const SLOTS = 1 << 16;
/** Bytes of the longest word that is cached. */
const MAX_WORD_BYTES = 32;
/** The most slots that a search visits, so that no text can make searches long. */
const MAX_PROBES = 16;

/** Masks of the last four bytes of a word, by how many of them are the word's. */
const BYTE_MASKS = [-1, 0xff, 0xffff, 0xffffff];

/**
 * Words that were met lately, with their ids. It is a hash table over the bytes of the words, four at a time,
 * and several times as fast as a `Map` of strings. When it is half full it begins anew, so that it takes
 * 6 MB at most.
 */
export class WordCache {
  /** Four numbers a slot: hash, first of the bytes, number of bytes · 256 + number of ids, first of the ids. */
  readonly #table = new Int32Array(4 * SLOTS);
  readonly #bytes = new Int32Array(SLOTS / 2 * MAX_WORD_BYTES / 4);
  readonly #ids = new Int32Array(SLOTS / 2 * MAX_WORD_BYTES);
  #words = 0;
  #bytesUsed = 0;
  #idsUsed = 0;

  /**
   * Adds the ids of a word, if it is known.
   *
   * @param bytes UTF-8, with three more bytes behind it.
   * @param start Where the word begins.
   * @param end Where it ends.
   * @param ids What the ids are added to.
   * @returns Whether it is known.
   */
  recall(bytes: DataView, start: number, end: number, ids: IdBuffer): boolean {
    if (end - start > MAX_WORD_BYTES) return false;
    const slot = this.#slotOf(bytes, start, end);
    if (slot < 0) return false;
    const count = this.#table[slot + 2]! & 0xff;
    const first = this.#table[slot + 3]!;
    for (let at = first; at < first + count; at++) ids.push(this.#ids[at]!);
    return count > 0;
  }

  /**
   * Keeps the ids of a word that is not known.
   *
   * @param bytes UTF-8, with three more bytes behind it.
   * @param start Where the word begins.
   * @param end Where it ends.
   * @param tokens The word's ids.
   * @param count How many of them there are.
   */
  keep(bytes: DataView, start: number, end: number, tokens: Int32Array, count: number): void {
    if (end - start > MAX_WORD_BYTES) return;
    if (this.#words === SLOTS / 2) {
      this.#table.fill(0);
      this.#words = this.#bytesUsed = this.#idsUsed = 0;
    }
    const slot = this.#slotOf(bytes, start, end);
    if (slot < 0) return;
    this.#words++;
    this.#table[slot] = hashOf(bytes, start, end);
    this.#table[slot + 1] = this.#bytesUsed;
    this.#table[slot + 2] = (end - start) << 8 | count;
    this.#table[slot + 3] = this.#idsUsed;
    for (let at = start; at < end; at += 4) this.#bytes[this.#bytesUsed++] = four(bytes, at, end);
    for (let at = 0; at < count; at++) this.#ids[this.#idsUsed++] = tokens[at]!;
  }

  /** Where a word is in the table, or would be; -1 if there is no place for it. */
  #slotOf(bytes: DataView, start: number, end: number): number {
    const table = this.#table;
    const hash = hashOf(bytes, start, end);
    for (let step = 0; step < MAX_PROBES; step++) {
      const slot = 4 * ((hash + step) & (SLOTS - 1));
      if (table[slot + 2] === 0) return slot;
      if (table[slot] !== hash || table[slot + 2]! >> 8 !== end - start) continue;
      let kept = table[slot + 1]!;
      let at = start;
      while (at < end && this.#bytes[kept] === four(bytes, at, end)) {
        at += 4;
        kept++;
      }
      if (at >= end) return slot;
    }
    return -1;
  }
}

/** Four bytes of a word as a number, or those that are left. */
function four(bytes: DataView, at: number, end: number): number {
  const number = bytes.getInt32(at, true);
  return end - at < 4 ? number & BYTE_MASKS[end - at]! : number;
}

function hashOf(bytes: DataView, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 4) {
    hash = Math.imul(hash ^ four(bytes, at, end), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
