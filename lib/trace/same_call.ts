import type { Json } from "../python/mod.ts";
import { judgeResponse } from "./outcome/judge_response.ts";
import type { CallPart } from "./part.ts";
import type { AnsweredCall, Step } from "./read_trace.ts";

/**
 * Numbers the calls of a trace so that equal calls (same tool, same arguments) have one number. Calls are written out as
 * text only where a cheap hash cannot tell them apart, so most cost next to nothing.
 *
 * @param steps The steps, as `readTrace` gives them.
 * @returns A number from 0 for each call, equal for equal calls.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { callIds } from "./mod.ts";
 * import { readTrace } from "tracebook";
 *
 * const value = '<tool_call>{"name": "ls"}</tool_call><tool_call>{"name": "pwd"}</tool_call>';
 * const { steps } = readTrace({ conversations: [{ from: "gpt", value }, { from: "gpt", value }] });
 * assertEquals([...callIds(steps).values()].sort(), [0, 0, 1, 1]);
 * ```
 */
export function callIds(steps: readonly Step[]): Map<AnsweredCall, number> {
  const ids = new Map<AnsweredCall, number>();
  const first = new Map<number, AnsweredCall>(); // the first call of each hash
  const byKey = new Map<string, number>(); // of the calls that share a hash with another
  let next = 0;
  for (const { calls } of steps) {
    for (const call of calls) {
      const mark = Math.imul(hashValue(call.name), 31) + hashValue(call.arguments) | 0;
      const alike = first.get(mark);
      if (alike === undefined) {
        first.set(mark, call);
        ids.set(call, next++);
        continue;
      }
      byKey.set(callKey(alike), ids.get(alike)!);
      const key = callKey(call);
      const id = byKey.get(key) ?? next++;
      byKey.set(key, id);
      ids.set(call, id);
    }
  }
  return ids;
}

/**
 * Writes a call as a text that is equal for equal calls: same tool, same arguments, in whichever order their keys stand.
 *
 * @param call A call.
 * @returns A text that is equal for equal calls.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { callKey } from "./mod.ts";
 *
 * const key = callKey({ name: "ls", arguments: { path: "src", all: true } });
 * assertEquals(key, callKey({ name: "ls", arguments: { all: true, path: "src" } }));
 * ```
 */
export function callKey(call: Pick<AnsweredCall, "name" | "arguments">): string {
  return `${JSON.stringify(sorted(call.arguments))} ${call.name}`; // JSON tells by itself where it ends, a name does not
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** Characters of a text that its hash is made of. */
const HASHED_CHARS = 8;

/** A number that is equal for equal values, whatever the order of their keys, and mostly differs for others. */
function hashValue(value: Json): number {
  if (typeof value === "string") {
    let hash = value.length;
    const stride = Math.ceil(value.length / HASHED_CHARS);
    for (let at = value.length - 1; at >= 0; at -= stride) {
      hash = Math.imul(hash, 31) + value.charCodeAt(at) | 0;
    }
    return hash;
  }
  if (Array.isArray(value)) {
    return value.reduce((hash: number, item) => Math.imul(hash, 31) + hashValue(item) | 0, 1);
  }
  if (typeof value !== "object" || value === null) return Number(value) | 0;
  let sum = 2;
  for (const key in value) sum = sum + hashValue(value[key]!) | 0;
  return sum;
}

/** Tools that are called again on purpose: what they show changes by itself, or they ask for the next page. */
const POLLING_TOOLS: ReadonlySet<string> = new Set([
  ...["process", "session_search", "clarify", "browser_snapshot", "browser_scroll", "browser_console"],
  ...["browser_vision", "browser_get_images", "browser_back"],
]);

/** Keys that scroll or move the focus in a page without changing it. */
const MOVING_KEYS = /^(Page(Up|Down)|Arrow(Up|Down|Left|Right)|Home|End|Tab|Shift\+Tab|Space| )$/;

/** A command that waits first, which is polling whatever it then runs. */
const WAITS = /^\s*sleep\s/;

/** Tools that change nothing, so that the same call after them would show the same. */
const READS_ONLY: ReadonlySet<string> = new Set([
  ...["read_file", "search_files", "web_search", "web_extract"],
  ...["skills_list", "skill_view", "todo", "vision_analyze"],
]);

/**
 * Whether a call polls: made again unchanged, it may show something else although nothing was done in between (a running
 * process, the next page, a page's new state).
 */
export function isPolling({ name, arguments: { key, command } }: CallPart): boolean {
  if (name === "browser_press") return typeof key === "string" && MOVING_KEYS.test(key);
  if (name === "terminal") return typeof command === "string" && WAITS.test(command);
  return POLLING_TOOLS.has(name);
}

/** Whether a call changes nothing, so that what was seen before it still holds behind it. */
export function isReadOnly({ name }: CallPart): boolean {
  return READS_ONLY.has(name);
}

/**
 * Writes a call's result as a text that is equal where the same call again showed nothing new. Polls must show exactly the
 * same; other calls the same but for numbers, as durations and hashes differ each time. A read that works counts as showing
 * the same each time, though some tools say "unchanged" the second time, or refuse; failing and working are not the same.
 */
export function comparableResult(call: AnsweredCall): string {
  if (isReadOnly(call)) return readNothing(call) ? "nothing" : "";
  const shown = JSON.stringify(call.response?.content) ?? "";
  return isPolling(call) ? shown : shown.replace(/[0-9a-f]+/gi, (run) => /\d/.test(run) ? "0" : run);
}

/** Whether a call that only reads got nothing: no answer, or an error other than being told not to ask again. */
function readNothing({ name, response }: AnsweredCall): boolean {
  if (!response) return true;
  const { outcome, class: errorClass } = judgeResponse(response, name);
  return outcome === "error" && errorClass !== "refused";
}
