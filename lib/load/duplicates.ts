import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { groupKey, type Trace } from "../trace/mod.ts";

/** Ways to compare traces: `request` by the first human turn, `conversation` by all turns, white space folded. */
export const DUPLICATES_BY = ["request", "conversation"] as const;

/** Way to compare traces: `request` by the first human turn, `conversation` by all turns, white space folded. */
export type DuplicateBy = (typeof DUPLICATES_BY)[number];

/** A trace that is left out because an earlier one equals it. */
export interface Duplicate {
  /** Number of the duplicate in the data set, from 0. */
  row: number;
  /** Id of the duplicate. */
  id: string;
  /** Number of the first trace that it equals, from 0. */
  first: number;
}

const KEYS: Record<DuplicateBy, (trace: Trace) => string> = {
  request: groupKey,
  // Traces without a turn are no duplicates of each other.
  conversation: (trace) => trace.conversations.length ? conversationKey(trace) : groupKey(trace),
};

/** Makes a predicate that is true for the first trace of each kind; it is to be called once per trace, in order. */
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

/** Hashes all turns, white space folded, to 16 hexadecimal digits; equal for conversations that say the same. */
export function conversationKey({ conversations }: Pick<Trace, "conversations">): string {
  const hash = sha256.create();
  for (const { from, value } of conversations) hash.update(utf8ToBytes(`${from}\n${foldSpace(value)}\n`));
  return hash.digest().toHex().slice(0, 16);
}

function foldSpace(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
