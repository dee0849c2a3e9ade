import type { Json } from "../python/mod.ts";
import { judgeResponse } from "./outcome/judge_response.ts";
import type { CallPart } from "./part.ts";
import type { AnsweredCall, Step } from "./read_trace.ts";

/**
 * Which calls of a trace are the same (same tool, same arguments): one number for equal calls. What a call says is
 * written out only where a glance at it cannot tell it from another, so most calls cost next to nothing.
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
  const first = new Map<number, AnsweredCall>(); // the first call of each sketch
  const byKey = new Map<string, number>(); // of the calls that share a sketch with another
  let next = 0;
  for (const { calls } of steps) {
    for (const call of calls) {
      const mark = Math.imul(sketch(call.name), 31) + sketch(call.arguments) | 0;
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
 * What makes two calls the same: the tool and the arguments, whatever the order of their keys.
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

/** Characters of a text that a sketch looks at. */
const LOOKED_AT = 8;

/** A number that is equal for equal values, whatever the order of their keys, and mostly differs for others. */
function sketch(value: Json): number {
  if (typeof value === "string") {
    let hash = value.length;
    const stride = Math.ceil(value.length / LOOKED_AT);
    for (let at = value.length - 1; at >= 0; at -= stride) {
      hash = Math.imul(hash, 31) + value.charCodeAt(at) | 0;
    }
    return hash;
  }
  if (Array.isArray(value)) {
    return value.reduce((hash: number, item) => Math.imul(hash, 31) + sketch(item) | 0, 1);
  }
  if (typeof value !== "object" || value === null) return Number(value) | 0;
  let sum = 2;
  for (const key in value) sum = sum + sketch(value[key]!) | 0;
  return sum;
}

/** Tools that look again on purpose: what they show changes by itself, or they ask for the next page. */
const LOOKING_TOOLS: ReadonlySet<string> = new Set([
  ...["process", "session_search", "clarify", "browser_snapshot", "browser_scroll", "browser_console"],
  ...["browser_vision", "browser_get_images", "browser_back"],
]);

/** Keys that move about in a page without changing it. */
const MOVING_KEYS = /^(Page(Up|Down)|Arrow(Up|Down|Left|Right)|Home|End|Tab|Shift\+Tab|Space| )$/;

/** A command that waits first, which is polling whatever it then runs. */
const WAITS = /^\s*sleep\s/;

/** Tools that change nothing, so that the same call after them would show the same. */
const READS_ONLY: ReadonlySet<string> = new Set([
  ...["read_file", "search_files", "web_search", "web_extract"],
  ...["skills_list", "skill_view", "todo", "vision_analyze"],
]);

/**
 * Whether making a call again, unchanged, is looking again on purpose: polling, paging, waiting, another look at a page.
 *
 * @param call A call.
 * @returns True if the same call may show something else without anything having been done.
 */
export function looksAgain({ name, arguments: { key, command } }: CallPart): boolean {
  if (name === "browser_press") return typeof key === "string" && MOVING_KEYS.test(key);
  if (name === "terminal") return typeof command === "string" && WAITS.test(command);
  return LOOKING_TOOLS.has(name);
}

/**
 * Whether a call changes nothing.
 *
 * @param call A call.
 * @returns True if all that was seen before it still holds behind it.
 */
export function readsOnly({ name }: CallPart): boolean {
  return READS_ONLY.has(name);
}

/**
 * What a call showed, as far as it decides whether the same call again was in vain. A look must show exactly the same;
 * anything else the same but for numbers, as durations and hashes differ each time. What only reads shows the same each time
 * it works, though some tools say "unchanged" the second time, or refuse; failing and working are not the same.
 *
 * @param call A call with its response.
 * @returns A text that is equal where nothing new was shown.
 */
export function shownBy(call: AnsweredCall): string {
  if (readsOnly(call)) return readInVain(call) ? "nothing" : "";
  const shown = JSON.stringify(call.response?.content) ?? "";
  return looksAgain(call) ? shown : shown.replace(/[0-9a-f]+/gi, (run) => /\d/.test(run) ? "0" : run);
}

/** Whether a call that only reads got nothing: no answer, or an error other than being told not to ask again. */
function readInVain({ name, response }: AnsweredCall): boolean {
  if (!response) return true;
  const { outcome, class: errorClass } = judgeResponse(response, name);
  return outcome === "error" && errorClass !== "refused";
}
