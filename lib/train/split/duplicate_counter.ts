import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { groupKey, taskKey, type Trace } from "../../trace/mod.ts";
import type { Side } from "./split_side.ts";

/** How many keys of each kind are found on both sides of a split. 0 proves that there is no such duplicate. */
export interface DuplicateCounts {
  /** Keys that were split by. */
  key: number;
  /** First user turns. */
  firstTurn: number;
  /** Tasks: the `task` column, or the first user turn where it is empty. */
  task: number;
  /** Whole conversations, turn for turn, but for the system turns. */
  conversation: number;
}

const KEYS: Record<keyof DuplicateCounts, (trace: Trace, key: string) => string> = {
  key: (_, key) => key,
  firstTurn: groupKey,
  task: taskKey,
  conversation: conversationKey,
};

const BIT: Record<Side, number> = { train: 1, validation: 2 };
const BOTH = BIT.train | BIT.validation;

/** Finds what is on both sides of a split. */
export interface DuplicateCounter {
  /** Takes a trace, the key it was split by and the side it is on. */
  add(trace: Trace, key: string, side: Side): void;
  /** What is on both sides so far. */
  counts(): DuplicateCounts;
}

/**
 * Looks at the traces of both sides and intersects their keys: it knows nothing of how the sides were chosen.
 *
 * @returns The counter.
 */
export function duplicateCounter(): DuplicateCounter {
  const kinds = Object.entries(KEYS).map(([kind, keyOf]) =>
    ({ kind, keyOf, seen: new Map<string, number>() }) as const
  );
  return {
    add(trace, key, side) {
      for (const { keyOf, seen } of kinds) {
        const own = keyOf(trace, key);
        seen.set(own, (seen.get(own) ?? 0) | BIT[side]);
      }
    },
    counts: () =>
      Object.fromEntries(
        kinds.map(({ kind, seen }) => [kind, [...seen.values()].filter((sides) => sides === BOTH).length]),
      ) as unknown as DuplicateCounts,
  };
}

/** The system turn is the same for most, and long. Lengths before the texts keep them apart. */
function conversationKey({ conversations }: Trace): string {
  const hash = sha256.create();
  for (const { from, value } of conversations) {
    if (from !== "system") hash.update(utf8ToBytes(`${from} ${value.length} ${value}\n`));
  }
  return hash.digest().toHex().slice(0, 16);
}
