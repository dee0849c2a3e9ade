import type { Json } from "../trace/mod.ts";

/** Characters a nested value may take and still stand on its key's line. */
const LINE = 80;
/** Levels that are laid out; what is deeper stays JSON on one line. */
const LEVELS = 5;

/**
 * JSON laid out for reading: a text as it is, an object as a `key: value` line each, a list as `- item`
 * lines, texts of several lines indented below their key, without line ends behind the last. It cannot be
 * read back.
 */
export function readableJson(value: Json, levels = LEVELS): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || levels === 0) return JSON.stringify(value);
  const items = Array.isArray(value)
    ? value.map((item): [string, Json] => ["-", item])
    : Object.entries(value).map(([key, item]): [string, Json] => [`${key}:`, item]);
  if (items.length === 0) return Array.isArray(value) ? "[]" : "{}";
  return items.map(([label, item]) => line(label, item, levels - 1)).join("\n");
}

function line(label: string, value: Json, levels: number): string {
  if (value === "") return `${label} ""`;
  if (typeof value === "object" && value !== null) {
    const flat = JSON.stringify(value);
    if (flat.length <= LINE) return `${label} ${flat}`;
  }
  const text = readableJson(value, levels).replace(/\n+$/, "");
  const nested = text.includes("\n") || (typeof value === "object" && value !== null && levels > 0);
  return nested ? `${label}\n${text.replace(/^(?=.)/gm, "  ")}` : `${label} ${text}`;
}
