let formatter: Intl.NumberFormat | undefined;
// Made when it is needed: that takes longer than everything else that a program does before it begins.
const grouped = () => formatter ??= new Intl.NumberFormat("en", { maximumFractionDigits: 3 });

/**
 * How a value reads in a table: numbers grouped by thousands with at most three decimals (very small ones
 * with three digits, as `1.2e-7`), missing values as `–`, objects as JSON.
 *
 * @param value Any value.
 * @returns Its text, not yet escaped.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cellText } from "tracebook";
 *
 * assertEquals([106222, 13.89213, 1.234e-7, null].map(cellText), ["106,222", "13.892", "1.23e-7", "–"]);
 * ```
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "bigint") return grouped().format(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return String(value);
    const tiny = value !== 0 && Math.abs(value) < 0.0005;
    return tiny ? value.toExponential(2) : grouped().format(value);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
