import { callIds } from "./call_ids.ts";
import { looksAgain } from "./looks_again.ts";
import type { AnsweredCall, Step } from "./read_trace.ts";

/** Calls that change nothing, so that the same call after them would show the same. */
const READS_ONLY =
  /^(read_file|search_files|web_search|web_extract|skills_list|skill_view|todo|vision_analyze)$/;

/**
 * The calls of a trace that repeat an earlier one unchanged (same tool, same arguments) although nothing happened in
 * between that could have changed the answer: no other call, and no word of the person. Polling, paging and looking at a
 * page again do not count, and of a parallel batch of equal calls only one is looked at.
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
  const seen = new Set<number>();
  for (const { calls, prompted } of steps) {
    if (prompted) seen.clear();
    const batch = new Map(calls.map((call) => [ids.get(call)!, call]));
    for (const [id, call] of batch) {
      if (seen.has(id) && call.problem === undefined && !looksAgain(call)) repeats.push(call);
    }
    // a call that changes something makes all earlier answers old, save its own
    if (calls.some(({ name }) => !READS_ONLY.test(name))) seen.clear();
    for (const id of batch.keys()) seen.add(id);
  }
  return repeats;
}
