import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Trace } from "./row.ts";

const HEX_DIGITS = 16;

/**
 * Gives the key of a trace's group: a hash of the first thing the person says. Traces of one group are not independent of
 * each other, so statistics resample them together and splits keep them on one side.
 *
 * @param trace A trace, or anything with its id and conversations.
 * @returns 16 hexadecimal digits of the SHA-256 of the first human turn; of the id, where nobody speaks.
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 * import { groupKey } from "./mod.ts";
 *
 * const asked = (id: string, value: string) => groupKey({ id, conversations: [{ from: "human", value }] });
 * assertEquals(asked("a", "Sort the list."), asked("b", "Sort the list.\n"));
 * assertNotEquals(asked("a", "Sort the list."), asked("a", "Sort the lists."));
 * ```
 */
export function groupKey({ id, conversations }: Pick<Trace, "id" | "conversations">): string {
  const first = conversations.find(({ from }) => from === "human")?.value.trim();
  return textKey(first || `id ${id}`);
}

/**
 * Gives the key of a trace's task, equal for attempts at one task: a hash of the `task` column, of the first human turn where
 * it is empty.
 *
 * @param trace A trace, or anything with its id, task and conversations.
 * @returns 16 hexadecimal digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { groupKey, taskKey } from "./mod.ts";
 *
 * const conversations = [{ from: "human" as const, value: "Sort the list." }];
 * assertEquals(taskKey({ id: "a", task: "Sort the list.", conversations: [] }), groupKey({ id: "b", conversations }));
 * ```
 */
export function taskKey(trace: Pick<Trace, "id" | "task" | "conversations">): string {
  const task = trace.task?.trim();
  return task ? textKey(task) : groupKey(trace);
}

/** The text hashed last: mostly a trace's task is what the person says first, and need not be hashed twice. */
let last: { text: string; key: string } | undefined;

function textKey(text: string): string {
  if (text !== last?.text) last = { text, key: sha256(utf8ToBytes(text)).toHex().slice(0, HEX_DIGITS) };
  return last.key;
}
