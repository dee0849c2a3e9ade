import { pythonDumps, pythonDumpsText, PythonFloat, type PythonJson } from "../../trace/mod.ts";

/** What `json.dumps` may be told inside a template. */
export interface PythonJsonOptions {
  /** Spaces of each level, or the text to indent with; none on one line. @default {null} */
  indent?: number | string | null;
  /** Whether characters beyond ASCII are escaped. @default {false, as chat templates have it} */
  ensure_ascii?: boolean;
  /** What stands between items, and behind a key. @default {", " and ": "; "," with an indent} */
  separators?: readonly string[] | null;
  /** Whether keys are sorted. @default {false} */
  sort_keys?: boolean;
}

/**
 * Writes a value as Python's `json.dumps(value, ensure_ascii=False)`, which is the `tojson` filter of chat templates.
 *
 * @param value A value as `pythonLoads` returns it.
 * @param options As `json.dumps` has them.
 * @returns The JSON text.
 * @see https://docs.python.org/3.11/library/json.html#json.dumps
 */
export function pythonJson(value: PythonJson, options: PythonJsonOptions = {}): string {
  const { indent = null, ensure_ascii = false, sort_keys = false } = options;
  const unit = typeof indent === "number" ? " ".repeat(Math.max(0, indent)) : indent;
  const [between, behindKey] = options.separators ?? [unit === null ? ", " : ",", ": "];
  const quote = ensure_ascii ? pythonDumpsText : quoteText;

  const write = (item: PythonJson, level: number): string => {
    if (typeof item === "string") return quote(item);
    if (Array.isArray(item)) return nested("[", item.map((each) => write(each, level + 1)), "]", level);
    if (item instanceof Map) {
      const keys = sort_keys ? [...item].sort(([a], [b]) => (a < b ? -1 : 1)) : [...item];
      const entries = keys.map(([key, each]) => `${quote(key)}${behindKey}${write(each, level + 1)}`);
      return nested("{", entries, "}", level);
    }
    return item instanceof PythonFloat ? pythonDumps(item) : String(item);
  };
  const nested = (open: string, items: string[], close: string, level: number): string => {
    if (items.length === 0 || unit === null) return open + items.join(between) + close;
    const line = `\n${unit.repeat(level)}`;
    return `${open}${line}${unit}${items.join(`${between}${line}${unit}`)}${line}${close}`;
  };
  return write(value, 0);
}

/** A text as a JSON string in which only quotes, backslashes and control characters are escaped. */
function quoteText(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what JSON escapes
  return `"${text.replace(/["\\\u0000-\u001f]/g, (unit) => JSON.stringify(unit).slice(1, -1))}"`;
}
