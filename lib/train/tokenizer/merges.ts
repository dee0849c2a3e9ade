import { BYTE_OF_UNIT, type Vocabulary } from "./vocabulary.ts";

/** The merges of a BPE model: pairs of ids to their rank and the id that they become. */
export interface MergeTable {
  /**
   * The rank of a pair: the lower, the sooner it is merged; {@linkcode NO_MERGE} if it never is.
   *
   * @param left The id on the left.
   * @param right The id on the right.
   */
  rank(left: number, right: number): number;
  /** By rank, the id that the pair becomes. */
  readonly merged: Int32Array;
}

/** The rank of a pair that is never merged. */
const NO_MERGE = 0x7fffffff;

/**
 * Reads the merges of a byte-level BPE model into one hash table. Throws `TypeError` if a merge is no pair of
 * tokens of the vocabulary.
 */
export function readMerges(merges: readonly unknown[], vocabulary: Vocabulary): MergeTable {
  const merged = new Int32Array(merges.length);
  const slots = 1 << Math.ceil(Math.log2(merges.length * 1.5 + 2));
  /** Three numbers a slot: left, right, rank + 1; 0 where the slot is free. */
  const table = new Int32Array(slots * 3);
  let bytes = new Uint8Array(1024);

  for (let rank = 0; rank < merges.length; rank++) {
    const merge: unknown = merges[rank];
    const text = typeof merge === "string" ? merge : Array.isArray(merge) ? merge.join(" ") : "";
    const cut = text.indexOf(" ");
    if (text.length > bytes.length) bytes = new Uint8Array(2 * text.length);
    const known = writeBytes(text, 0, cut, bytes, 0) && writeBytes(text, cut + 1, text.length, bytes, cut);
    const first = vocabulary.find(bytes, 0, cut);
    const second = vocabulary.find(bytes, cut, text.length - 1);
    const both = vocabulary.find(bytes, 0, text.length - 1);
    if (!known || first < 0 || second < 0 || both < 0) {
      throw new TypeError(
        `Cannot read merge ${rank}: ${JSON.stringify(merge)} is no pair of the model's tokens`,
      );
    }
    merged[rank] = both;
    let slot = slotOf(first, second) & (slots - 1);
    while (table[3 * slot + 2] !== 0 && (table[3 * slot] !== first || table[3 * slot + 1] !== second)) {
      slot = (slot + 1) & (slots - 1);
    }
    table[3 * slot] = first;
    table[3 * slot + 1] = second;
    table[3 * slot + 2] = rank + 1;
  }

  function rank(left: number, right: number): number {
    let slot = slotOf(left, right) & (slots - 1);
    for (; table[3 * slot + 2] !== 0; slot = (slot + 1) & (slots - 1)) {
      if (table[3 * slot] === left && table[3 * slot + 1] === right) return table[3 * slot + 2]! - 1;
    }
    return NO_MERGE;
  }

  return { rank, merged };
}

function slotOf(left: number, right: number): number {
  const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

/** Writes the bytes of a token that is a part of a text; false if not all of it is in the byte alphabet. */
function writeBytes(text: string, start: number, end: number, bytes: Uint8Array, to: number): boolean {
  let valid = end > start;
  for (let at = start; at < end; at++) {
    const byte = BYTE_OF_UNIT[text.charCodeAt(at)]!;
    if (byte < 0) valid = false;
    bytes[to + at - start] = byte;
  }
  return valid;
}

/** A merge in the heap is rank · PLACES + place: the lowest rank comes first, of equal ones the leftmost. */
const PLACES = 2 ** 31;

/**
 * What {@linkcode mergeWord} does, for long words: the symbols are a linked list and the possible merges a
 * heap, so that a word of n bytes takes about n log n steps.
 */
export function mergeLongWord(symbols: Int32Array, length: number, merges: MergeTable): number {
  const next = new Int32Array(length);
  const before = new Int32Array(length);
  const heap = new MinHeap(2 * length);
  for (let at = 0; at < length; at++) {
    next[at] = at + 1;
    before[at] = at - 1;
  }

  const offer = (at: number) => {
    if (at < 0 || next[at]! >= length) return;
    const rank = merges.rank(symbols[at]!, symbols[next[at]!]!);
    if (rank !== NO_MERGE) heap.push(rank * PLACES + at);
  };
  for (let at = 0; at < length - 1; at++) offer(at);

  while (heap.size > 0) {
    const merge = heap.pop();
    const at = merge % PLACES;
    const rank = Math.floor(merge / PLACES);
    const right = next[at]!;
    // The pair may have been merged away meanwhile; a symbol that is gone has REMOVED as its id
    if (right >= length || merges.rank(symbols[at]!, symbols[right]!) !== rank) continue;
    symbols[at] = merges.merged[rank]!;
    symbols[right] = REMOVED;
    next[at] = next[right]!;
    if (next[at]! < length) before[next[at]!] = at;
    offer(before[at]!);
    offer(at);
  }

  let count = 0;
  for (let at = 0; at < length; at = next[at]!) symbols[count++] = symbols[at]!;
  return count;
}

const REMOVED = -1;

/** A heap of numbers, from which the lowest is taken first. */
class MinHeap {
  size = 0;
  #items: Float64Array;

  /** @param capacity How many numbers there may be at once, to begin with. */
  constructor(capacity: number) {
    this.#items = new Float64Array(Math.max(16, capacity));
  }

  push(item: number): void {
    if (this.size === this.#items.length) {
      const grown = new Float64Array(2 * this.size);
      grown.set(this.#items);
      this.#items = grown;
    }
    const items = this.#items;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent]! <= item) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number {
    const items = this.#items;
    const top = items[0]!;
    const item = items[--this.size]!;
    let at = 0;
    for (let child = 1; child < this.size; child = 2 * at + 1) {
      if (child + 1 < this.size && items[child + 1]! < items[child]!) child++;
      if (items[child]! >= item) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
    return top;
  }
}

/** Up to so many symbols, a scan of all pairs after each merge is faster than a heap. */
const MAX_SCANNED_SYMBOLS = 64;

const ranks = new Int32Array(MAX_SCANNED_SYMBOLS);

/**
 * Merges the symbols of one word: always the pair of lowest rank, the leftmost of those, until none is left.
 * @see https://arxiv.org/abs/1508.07909
 */
export function mergeWord(symbols: Int32Array, length: number, merges: MergeTable): number {
  if (length > MAX_SCANNED_SYMBOLS) return mergeLongWord(symbols, length, merges);
  for (let at = 0; at < length - 1; at++) ranks[at] = merges.rank(symbols[at]!, symbols[at + 1]!);
  while (length > 1) {
    let best = 0;
    for (let at = 1; at < length - 1; at++) if (ranks[at]! < ranks[best]!) best = at;
    const rank = ranks[best]!;
    if (rank === NO_MERGE) break;
    symbols[best] = merges.merged[rank]!;
    length--;
    for (let at = best + 1; at < length; at++) {
      symbols[at] = symbols[at + 1]!;
      ranks[at - 1] = ranks[at]!;
    }
    if (best > 0) ranks[best - 1] = merges.rank(symbols[best - 1]!, symbols[best]!);
    if (best < length - 1) ranks[best] = merges.rank(symbols[best]!, symbols[best + 1]!);
  }
  return length;
}
