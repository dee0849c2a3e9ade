/** A value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * JSON as Python's `json.dumps(value, ensure_ascii=False)` writes it: a space after commas and colons, other scripts
 * and emoji as they are.
 *
 * @param value Strings, whole numbers, truth values, null, lists and objects of them.
 * @returns One line of JSON.
 */
export function pythonJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${pythonJson(v)}`).join(", ")}}`;
}
