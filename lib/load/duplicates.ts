import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { groupKey, type Trace } from "../trace/mod.ts";

/** By what traces are look-alikes: `request` (the first human turn) or `conversation` (all turns, white space folded). */
export const DUPLICATES_BY = ["request", "conversation"] as const;

/** By what traces are look-alikes. */
export type DuplicateBy = (typeof DUPLICATES_BY)[number];

/** A trace that is left out because an earlier one is like it. */
export interface Duplicate {
  /** Its number. */
  row: number;
  /** Its id. */
  id: string;
  /** The number of the first one like it. */
  first: number;
}

const KEYS: Record<DuplicateBy, (trace: Trace) => string> = {
  request: groupKey,
  // Traces that say nothing are not alike for that.
  conversation: (trace) => trace.conversations.length ? conversationKey(trace) : groupKey(trace),
};

/**
 * Tells of traces, one after the other, whether no earlier one is like them.
 *
 * @param by By what they are alike.
 * @param onDuplicate Called with each one that an earlier one is like.
 * @returns Whether a trace is the first of its kind; asked once of each, in order.
 */
export function firstOccurrenceFilter(
  by: DuplicateBy,
  onDuplicate: (duplicate: Duplicate) => void = () => {},
): (trace: Trace) => boolean {
  const seen = new Map<string, number>();
  let row = -1;
  return (trace) => {
    row++;
    const key = KEYS[by](trace);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    else onDuplicate({ row, id: trace.id, first });
    return first === undefined;
  };
}

/**
 * What two conversations share that say the same: a hash of all turns, white space folded.
 *
 * @param trace A trace.
 * @returns 16 hexadecimal digits.
 */
export function conversationKey({ conversations }: Pick<Trace, "conversations">): string {
  const hash = sha256.create();
  for (const { from, value } of conversations) hash.update(utf8ToBytes(`${from}\n${foldSpace(value)}\n`));
  return hash.digest().toHex().slice(0, 16);
}

function foldSpace(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
