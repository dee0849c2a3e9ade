/**
 * A Python float; kept apart from integers because `json.dumps` writes `1.0` and `1` differently.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumps, PythonFloat } from "tracebook/python";
 *
 * assertEquals(pythonDumps([1, new PythonFloat(1)]), "[1, 1.0]");
 * ```
 */
export class PythonFloat {
  /**
   * Wraps a double.
   *
   * @param value The number, as IEEE 754 double.
   */
  constructor(readonly value: number) {}

  /** The number as Python's `repr` writes it. */
  toString(): string {
    return pythonFloatRepr(this.value);
  }

  /** The number, for `JSON.stringify`; NaN and the infinities become null, as JavaScript has it. */
  toJSON(): number {
    return this.value;
  }
}

/** A Python dict with text keys, in insertion order. */
export type PythonDict = Map<string, PythonJson>;

/** What `json.loads` returns: `number` is an integer that is exact, `bigint` a larger one. */
export type PythonJson = null | boolean | string | number | bigint | PythonFloat | PythonJson[] | PythonDict;

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A double as Python's `repr(float)` writes it: the shortest digits that read back, with an exponent below
 * 1e-4 and from 1e16 on (JavaScript has other limits, and no `.0`).
 *
 * @param value Any double.
 * @returns The text; `nan`, `inf` and `-inf` as `repr` has them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonFloatRepr } from "tracebook/python";
 *
 * assertEquals([1, 1e16, 1e-7, 0.0001, -0].map(pythonFloatRepr), ["1.0", "1e+16", "1e-07", "0.0001", "-0.0"]);
 * ```
 * @see https://docs.python.org/3.11/library/functions.html#repr
 */
export function pythonFloatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (value === 0) return `${sign}0.0`;
  const [mantissa, power] = Math.abs(value).toExponential().split("e") as [string, string];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const digits = mantissa.replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

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
 * import { plainJson, pythonLoads } from "tracebook/python";
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
