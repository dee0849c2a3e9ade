import type { AnsweredCall, Step } from "./read_trace.ts";

/** Calls that look again on purpose: what they show changes by itself, or they ask for the next page. */
const LOOKS_AGAIN =
  /^(process|browser_(snapshot|scroll|console|vision|get_images|back)|session_search|clarify)$/;

/** Calls that change nothing, so that the same call after them would show the same. */
const READS_ONLY =
  /^(read_file|search_files|web_search|web_extract|skills_list|skill_view|todo|vision_analyze)$/;

/**
 * The calls of a trace that repeat an earlier one unchanged (same tool, same arguments) although nothing was called in
 * between that could have changed the answer. Polling, paging and looking at a page again do not count, and of a
 * parallel batch of equal calls only one is looked at.
 *
 * @param steps The steps, as `readTrace` gives them.
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
export function repeatedCalls(steps: readonly Step[]): AnsweredCall[] {
  const repeats: AnsweredCall[] = [];
  let seen = new Set<string>();
  for (const { calls } of steps) {
    const batch = new Map(calls.map((call) => [callKey(call), call]));
    for (const [key, call] of batch) {
      if (seen.has(key) && !LOOKS_AGAIN.test(call.name) && call.problem === undefined) repeats.push(call);
    }
    // a call that changes something makes all earlier answers old, save its own
    if (calls.some(({ name }) => !READS_ONLY.test(name))) seen = new Set();
    for (const key of batch.keys()) seen.add(key);
  }
  return repeats;
}

/**
 * What makes two calls the same: the tool and the arguments, whatever the order of their keys.
 *
 * @param call A call.
 * @returns A text that is equal for equal calls.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { callKey } from "tracebook";
 *
 * const key = callKey({ name: "ls", arguments: { path: "src", all: true } });
 * assertEquals(key, callKey({ name: "ls", arguments: { all: true, path: "src" } }));
 * ```
 */
export function callKey(call: Pick<AnsweredCall, "name" | "arguments">): string {
  return `${call.name} ${JSON.stringify(sorted(call.arguments))}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => [key, sorted(item)]);
}
