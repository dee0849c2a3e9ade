/**
 * A number with a fixed count of decimals as Python's `format(value, ".1f")` writes it: rounded on its exact
 * binary value, ties to the even digit (JavaScript's `toFixed` rounds ties up); `nan` for null.
 *
 * @param value The number; null stands for the mean of nothing.
 * @param decimals Digits behind the point.
 * @returns The text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonFixed } from "tracebook";
 *
 * assertEquals([0.25, 0.75, 2.45].map((value) => pythonFixed(value, 1)), ["0.2", "0.8", "2.5"]);
 * ```
 * @see https://docs.python.org/3.11/library/string.html#format-specification-mini-language
 */
export function pythonFixed(value: number | null, decimals: number): string {
  if (value === null) return "nan";
  const exact = value.toFixed(100);
  const kept = exact.slice(0, exact.indexOf(".") + 1 + decimals);
  const isTie = /^50*$/.test(exact.slice(kept.length));
  return isTie && Number(kept.at(-1)) % 2 === 0 ? kept : value.toFixed(decimals);
}
