import { type MergeTable, NO_MERGE } from "./merge_table.ts";

/** A merge in the heap is rank · PLACES + place: the lowest rank comes first, of equal ones the leftmost. */
const PLACES = 2 ** 31;

/**
 * What {@linkcode mergeWord} does, for long words: the symbols are a linked list and the possible merges a
 * heap, so that a word of n bytes takes about n log n steps.
 *
 * @param symbols The ids of the word's bytes; overwritten with those of its tokens.
 * @param length How many symbols there are.
 * @param merges The model's merges.
 * @returns How many tokens there are.
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
    // The pair may have been merged away meanwhile; a symbol that is gone has GONE as its id
    if (right >= length || merges.rank(symbols[at]!, symbols[right]!) !== rank) continue;
    symbols[at] = merges.merged[rank]!;
    symbols[right] = GONE;
    next[at] = next[right]!;
    if (next[at]! < length) before[next[at]!] = at;
    offer(before[at]!);
    offer(at);
  }

  let count = 0;
  for (let at = 0; at < length; at = next[at]!) symbols[count++] = symbols[at]!;
  return count;
}

const GONE = -1;

/** Numbers, of which the lowest is taken out first. */
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
