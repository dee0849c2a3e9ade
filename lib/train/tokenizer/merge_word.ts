import { type MergeTable, NO_MERGE } from "./merge_table.ts";
import { mergeLongWord } from "./merge_long_word.ts";

/** Up to here looking at every pair again after each merge is faster than keeping them in a heap. */
const SHORT = 64;

const ranks = new Int32Array(SHORT);

/**
 * Merges the symbols of one word: always the pair of lowest rank, the leftmost of those, until none is left.
 *
 * @param symbols The ids of the word's bytes; overwritten with those of its tokens.
 * @param length How many symbols there are.
 * @param merges The model's merges.
 * @returns How many tokens there are.
 * @see https://arxiv.org/abs/1508.07909
 */
export function mergeWord(symbols: Int32Array, length: number, merges: MergeTable): number {
  if (length > SHORT) return mergeLongWord(symbols, length, merges);
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
