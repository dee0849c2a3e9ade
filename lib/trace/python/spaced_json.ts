/**
 * Plain data as JSON with a blank behind commas and colons: as Python's `json.dumps(value, ensure_ascii=False)` writes it,
 * and the data set its calls. Numbers are JavaScript's.
 *
 * @param value The data.
 * @returns JSON on one line; `null` for undefined.
 */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${
      Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`).join(", ")
    }}`;
  }
  return JSON.stringify(value) ?? "null";
}
