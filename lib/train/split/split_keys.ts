import { groupKey, taskKey, type Trace } from "../../trace/mod.ts";

/** What must not be parted: the traces with the same first user turn, task, or label. */
export type SplitBy = "group" | "task" | "id" | "subcategory" | "category" | "source";

/**
 * The keys to split by, each with the key of a trace. Traces of one key stay together.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SPLIT_KEYS } from "tracebook";
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
