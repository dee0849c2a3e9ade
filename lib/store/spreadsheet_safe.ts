/**
 * A CSV cell that a spreadsheet shows instead of running: text that begins with `=`, `+`, `-`, `@`, a tab or
 * a carriage return gets an apostrophe in front. Numbers stay as they are, negative ones too.
 *
 * @param value A cell's value.
 * @returns The value, or the text with `'` before it.
 * @see {@link https://owasp.org/www-community/attacks/CSV_Injection}
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { spreadsheetSafe } from "tracebook";
 *
 * assertEquals(spreadsheetSafe("=HYPERLINK(A1)"), "'=HYPERLINK(A1)");
 * assertEquals(spreadsheetSafe("a = b"), "a = b");
 * assertEquals(spreadsheetSafe(-3), -3);
 * ```
 */
export function spreadsheetSafe<T>(value: T): T | string {
  return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
