import { BYTE_OF_UNIT } from "./byte_alphabet.ts";
import type { Vocabulary } from "./vocabulary.ts";

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
export const NO_MERGE = 0x7fffffff;

/**
 * Reads the merges of a byte-level BPE model into one hash table.
 *
 * @param merges The pairs in order of rank, as `"a b"` or `["a", "b"]`.
 * @param vocabulary The model's tokens.
 * @returns The table.
 * @throws {TypeError} If a merge is no pair, or names a token that is not in the vocabulary.
 */
export function readMerges(merges: readonly unknown[], vocabulary: Vocabulary): MergeTable {
  const merged = new Int32Array(merges.length);
  const slots = 1 << Math.ceil(Math.log2(merges.length * 1.5 + 2));
  /** Three numbers a slot: left, right, rank + 1; 0 where the slot is free. */
  const table = new Int32Array(slots * 3);
  let bytes = new Uint8Array(1024);

  for (const [rank, merge] of merges.entries()) {
    const cut = typeof merge === "string" ? merge.indexOf(" ") : -1;
    const [left, right]: unknown[] = typeof merge === "string"
      ? [merge.slice(0, Math.max(0, cut)), merge.slice(cut + 1)]
      : Array.isArray(merge)
      ? merge
      : [];
    if (typeof left !== "string" || typeof right !== "string") {
      throw new TypeError(`Cannot read merge ${rank}: ${JSON.stringify(merge)} is no pair of tokens`);
    }
    if (left.length + right.length > bytes.length) bytes = new Uint8Array(2 * (left.length + right.length));
    const middle = write(left, bytes, 0);
    const end = write(right, bytes, middle);
    const known = middle === left.length && end === middle + right.length;
    const first = vocabulary.find(bytes, 0, middle);
    const second = vocabulary.find(bytes, middle, end);
    const both = known ? vocabulary.find(bytes, 0, end) : -1;
    if (first < 0 || second < 0 || both < 0) {
      throw new TypeError(`Cannot read merge ${rank}: ${JSON.stringify(merge)} is not in the vocabulary`);
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

/** Writes a token's bytes, up to a character that is not in the byte alphabet. */
function write(token: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < token.length; i++) {
    const byte = BYTE_OF_UNIT[token.charCodeAt(i)]!;
    if (byte < 0) break;
    bytes[at++] = byte;
  }
  return at;
}
