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
 * @throws {TypeError} If a merge is no pair of tokens of the vocabulary.
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
