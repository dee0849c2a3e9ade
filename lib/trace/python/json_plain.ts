import { PythonFloat, type PythonJson } from "./json_value.ts";

/** A JSON value as JavaScript has it; integers beyond 2^53 and `1.0` lose what JavaScript cannot hold. */
export type Json = null | boolean | string | number | Json[] | { [key: string]: Json };

/**
 * A value read by Python's rules as plain JavaScript data.
 *
 * @param value A value as `pythonLoads` returns it.
 * @returns Plain objects, arrays and numbers.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { plainJson, pythonLoads } from "tracebook";
 *
 * assertEquals(plainJson(pythonLoads('{"a": [1, 2.5]}')), { a: [1, 2.5] });
 * ```
 */
export function plainJson(value: PythonJson): Json {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof PythonFloat) return value.value;
  if (Array.isArray(value)) return value.map(plainJson);
  // fromEntries defines own properties, so a key "__proto__" is data and nothing else
  if (value instanceof Map) {
    return Object.fromEntries(Array.from(value, ([key, item]) => [key, plainJson(item)]));
  }
  return value;
}
