import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { groupKey, taskKey, type Trace } from "../../trace/mod.ts";

/** A side of a split. */
export type Side = "train" | "validation";

/** The seed and the share that a split is drawn by. */
export interface SideOptions {
  /** The share of the validation side, 0–1. */
  validation: number;
  /** The seed: another one draws another split. A whole number of at least 0. */
  seed: number | bigint;
}

/** So many bits of the hash are used: as many as a number holds exactly. */
const BITS = 53n;

/**
 * The side of a group, drawn by a hash of the seed and its key: evenly, and the same wherever and with whatever else
 * the group is met.
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

/** Refuses a share or a seed that cannot be drawn by. */
function checkSideOptions({ validation, seed }: SideOptions): void {
  if (!(validation >= 0 && validation <= 1)) {
    throw new RangeError(`Cannot give ${validation} of the traces to validation: it must be a share, 0 to 1`);
  }
  if (typeof seed === "number" ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n) {
    throw new RangeError(`Cannot draw by the seed ${seed}: it must be a whole number of at least 0`);
  }
}

/** What must not be parted: the traces with the same first user turn, task, or label. */
export type SplitBy = "group" | "task" | "id" | "subcategory" | "category" | "source";

/**
 * The keys to split by, each with the key of a trace. Traces of one key stay together.
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
