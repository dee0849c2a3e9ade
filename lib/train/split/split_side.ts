import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { groupKey, taskKey, type Trace } from "../../trace/mod.ts";

/** A side of a split. */
export type Side = "train" | "validation";

/** Options for {@linkcode splitSide}. */
export interface SideOptions {
  /** The share of the groups that go to the validation side, 0–1. */
  validation: number;
  /** The seed, a whole number of at least 0; another seed draws another split. */
  seed: number | bigint;
}

/** How many bits of the hash are used: as many as a number holds exactly. */
const BITS = 53n;

/**
 * Draws the side of a group by a hash of the seed and the group's key: evenly, and the same in every data set.
 *
 * @param key The group's key, as `groupKey` gives it.
 * @param options The seed, and the share of the validation side.
 * @returns The side.
 * @throws {RangeError} If the share or the seed is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitSide } from "../mod.ts";
 *
 * const sides = Array.from({ length: 1000 }, (_, i) => splitSide(`${i}`, { validation: 0.1, seed: 0 }));
 * assertEquals(sides.filter((side) => side === "validation").length, 115);
 * ```
 */
export function splitSide(key: string, { validation, seed }: SideOptions): Side {
  checkSideOptions({ validation, seed });
  const hash = sha256(utf8ToBytes(`${seed}\n${key}`));
  const drawn = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0) >> (64n - BITS);
  return Number(drawn) < validation * 2 ** Number(BITS) ? "validation" : "train";
}

/** Throws if the share or the seed is out of range. */
function checkSideOptions({ validation, seed }: SideOptions): void {
  if (!(validation >= 0 && validation <= 1)) {
    throw new RangeError(`Cannot give ${validation} of the traces to validation: it must be a share, 0 to 1`);
  }
  if (typeof seed === "number" ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n) {
    throw new RangeError(`Cannot draw by the seed ${seed}: it must be a whole number of at least 0`);
  }
}

/** Key of a split: traces with the same first user turn (`group`), task, id or label stay on one side. */
export type SplitBy = "group" | "task" | "id" | "subcategory" | "category" | "source";

/**
 * Functions that return a trace's key, by the name of the key. Traces with the same key stay on one side.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SPLIT_KEYS } from "../mod.ts";
 *
 * assertEquals(SPLIT_KEYS.source({ id: "a", conversations: [], source: "kimi" }), "kimi");
 * ```
 */
export const SPLIT_KEYS: Readonly<Record<SplitBy, (trace: Trace) => string>> = {
  group: groupKey,
  task: taskKey,
  id: ({ id }) => id,
  subcategory: ({ subcategory }) => subcategory ?? "",
  category: ({ category }) => category ?? "",
  source: ({ source }) => source ?? "",
};
