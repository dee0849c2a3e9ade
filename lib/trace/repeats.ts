import { callIds } from "./call_ids.ts";
import type { AnsweredCall, Step } from "./read_trace.ts";
import { looksAgain, readsOnly, shownBy } from "./same_again.ts";

/**
 * The calls of a trace that repeat an earlier one in vain: same tool, same arguments, and nothing in between that could
 * have changed the answer, no other call (but for reading) and no word of the person. A command that did show something
 * else is no repeat; nor are polling, paging and looking at a page again. Of a parallel batch of equal calls only one is
 * looked at.
 *
 * @param steps The steps, as `readTrace` gives them.
 * @param ids Which calls are equal. @default {found by their tools and arguments}
 * @returns The repeating calls, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTrace, repeatedCalls } from "tracebook";
 *
 * const value = '<tool_call>{"name": "read_file", "arguments": {"path": "a.txt"}}</tool_call>';
 * const { steps } = readTrace({ conversations: [{ from: "gpt", value }, { from: "gpt", value }] });
 * assertEquals(repeatedCalls(steps).map((call) => call.name), ["read_file"]);
 * ```
 */
export function repeatedCalls(
  steps: readonly Step[],
  ids: ReadonlyMap<AnsweredCall, number> = callIds(steps),
): AnsweredCall[] {
  const repeats: AnsweredCall[] = [];
  if (new Set(ids.values()).size === ids.size) return repeats; // mostly no two calls are equal
  const seen = new Map<number, AnsweredCall>();
  for (const { calls, prompted } of steps) {
    if (prompted) seen.clear();
    const batch = new Map(calls.map((call) => [ids.get(call)!, call]));
    for (const [id, call] of batch) {
      const before = seen.get(id);
      if (!before || call.problem !== undefined || looksAgain(call)) continue;
      if (shownBy(before) === shownBy(call)) repeats.push(call);
    }
    // a call that changes something makes all earlier answers old, save its own
    if (!calls.every(readsOnly)) seen.clear();
    for (const [id, call] of batch) seen.set(id, call);
  }
  return repeats;
}
