import type { Json } from "./python/json_plain.ts";
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
 * import { callIds, readTrace } from "tracebook";
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
 * import { callKey } from "tracebook";
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
