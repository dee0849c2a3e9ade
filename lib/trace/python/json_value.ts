import { pythonFloatRepr } from "./float_repr.ts";

/**
 * A Python float; kept apart from integers because `json.dumps` writes `1.0` and `1` differently.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumps, PythonFloat } from "tracebook";
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
