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
 * import { pythonFloatRepr } from "tracebook";
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
