import type { IdBuffer } from "./id_buffer.ts";

/** Slots of the hash table; half of them are used at most. */
const SLOTS = 1 << 16;
/** Words of more bytes are not kept. */
const LONGEST = 32;

/**
 * Words that were met lately, with their ids. It is a hash table over the bytes of the words, three times as
 * fast as a `Map` of strings; when it is half full it begins anew, so that it takes 6 MB at most.
 */
export class WordCache {
  /** Four numbers a slot: hash, where its bytes begin, their number · 256 + that of its ids, where these begin. */
  readonly #table = new Int32Array(4 * SLOTS);
  readonly #bytes = new Uint8Array(SLOTS / 2 * LONGEST);
  readonly #ids = new Int32Array(SLOTS / 2 * LONGEST);
  #words = 0;
  #bytesUsed = 0;
  #idsUsed = 0;

  /**
   * Adds the ids of a word, if it is known.
   *
   * @param bytes UTF-8.
   * @param start Where the word begins.
   * @param end Where it ends.
   * @param ids What the ids are added to.
   * @returns Whether it is known.
   */
  recall(bytes: Uint8Array, start: number, end: number, ids: IdBuffer): boolean {
    if (end - start > LONGEST) return false;
    const slot = this.#slotOf(bytes, start, end);
    const count = this.#table[slot + 2]! & 0xff;
    const first = this.#table[slot + 3]!;
    for (let at = first; at < first + count; at++) ids.push(this.#ids[at]!);
    return count > 0;
  }

  /**
   * Keeps the ids of a word that is not known.
   *
   * @param bytes UTF-8.
   * @param start Where the word begins.
   * @param end Where it ends.
   * @param tokens The word's ids.
   * @param count How many of them there are.
   */
  keep(bytes: Uint8Array, start: number, end: number, tokens: Int32Array, count: number): void {
    if (end - start > LONGEST) return;
    if (this.#words === SLOTS / 2) {
      this.#table.fill(0);
      this.#words = this.#bytesUsed = this.#idsUsed = 0;
    }
    this.#words++;
    const slot = this.#slotOf(bytes, start, end);
    this.#table[slot] = hashOf(bytes, start, end);
    this.#table[slot + 1] = this.#bytesUsed;
    this.#table[slot + 2] = (end - start) << 8 | count;
    this.#table[slot + 3] = this.#idsUsed;
    for (let at = start; at < end; at++) this.#bytes[this.#bytesUsed++] = bytes[at]!;
    for (let at = 0; at < count; at++) this.#ids[this.#idsUsed++] = tokens[at]!;
  }

  /** Where a word is in the table, or would be. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const table = this.#table;
    const hash = hashOf(bytes, start, end);
    let slot = 4 * (hash & (SLOTS - 1));
    for (; table[slot + 2] !== 0; slot = (slot + 4) % (4 * SLOTS)) {
      if (table[slot] !== hash || table[slot + 2]! >> 8 !== end - start) continue;
      const kept = table[slot + 1]! - start;
      let at = start;
      while (at < end && this.#bytes[kept + at] === bytes[at]) at++;
      if (at === end) break;
    }
    return slot;
  }
}

/** FNV-1a, its high bits mixed into the low ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
