import type { Json } from "../python/json_plain.ts";

/**
 * The beginning of a JSON value as text: a text as it is, nothing for null, anything else as JSON. However large or deep
 * the value, only what the beginning needs is looked at.
 *
 * @param value The value; undefined where a field is missing.
 * @param units The most UTF-16 units to return.
 * @returns At most `units` units of text.
 */
export function glimpse(value: Json | undefined, units: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value.slice(0, units);
  let text = "";
  // What is still to be written, the next piece last; `mark` is text, `value` a value to write as JSON.
  const left: ({ mark: string } | { value: Json })[] = [{ value }];
  while (left.length > 0 && text.length < units) {
    const next = left.pop()!;
    if ("mark" in next) {
      text += next.mark;
    } else if (Array.isArray(next.value)) {
      text += "[";
      left.push({ mark: "]" });
      // every element takes a unit or more, so no more of them can be seen
      for (let at = Math.min(next.value.length, units) - 1; at >= 0; at--) {
        left.push({ value: next.value[at]! });
        if (at > 0) left.push({ mark: "," });
      }
    } else if (typeof next.value === "object" && next.value !== null) {
      text += "{";
      left.push({ mark: "}" });
      const keys = Object.keys(next.value).slice(0, units);
      for (let at = keys.length - 1; at >= 0; at--) {
        left.push({ value: next.value[keys[at]!]! });
        left.push({ mark: `${at > 0 ? "," : ""}${JSON.stringify(keys[at]!.slice(0, units))}:` });
      }
    } else {
      text += JSON.stringify(typeof next.value === "string" ? next.value.slice(0, units) : next.value);
    }
  }
  return text.slice(0, units);
}
