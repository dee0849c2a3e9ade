import {
  isPythonSpace,
  pythonDumps,
  pythonDumpsText,
  PythonFloat,
  type PythonJson,
  pythonLength,
  pythonStr,
} from "../../python/mod.ts";
import { type RuntimeValue, toPython, toRuntime } from "./runtime_value.ts";
import { STRING_METHODS } from "./string_methods.ts";

/** Arguments of a call of a filter or method. */
export interface CallArguments {
  /** The arguments without a name, in order. */
  positional: RuntimeValue[];
  /** The arguments with a name. */
  named: Map<string, RuntimeValue>;
}

/** A filter: returns undefined where the interpreter's own is right. */
type Filter = (operand: RuntimeValue, call: CallArguments) => RuntimeValue | undefined;

/** Writes a value as Python's `str()`, which is what a template prints: `None`, `True`, `{'a': 1.0}`. */
export function printed(value: RuntimeValue): string {
  if (value.type === "StringValue") return value.value as string;
  return value.type === "UndefinedValue" ? "" : pythonStr(toPython(value));
}

const ofText = (method: (text: string, call: CallArguments) => unknown): Filter => (operand, call) =>
  toRuntime(method(printed(operand), call));

const method = (name: string): Filter =>
  ofText((text, { positional }) => STRING_METHODS.get(name)!(text, ...positional.map(toPython)));

const options = ({ positional, named }: CallArguments): PythonJsonOptions => {
  const names = ["ensure_ascii", "indent", "separators", "sort_keys"];
  const given = [...positional.map((value, i) => [names[i], value] as const), ...named];
  return Object.fromEntries(given.map(([name, value]) => [name, toPython(value)]));
};

/**
 * Filters as Jinja has them in Python, where the interpreter's own differ: they take any value for a text, know
 * Python's white space, count code points, and write numbers as Python does.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters
 */
export const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ["tojson", (operand, call) => toRuntime(pythonJson(toPython(operand), options(call)))],
  ["string", ofText((text) => text)],
  ["trim", method("strip")],
  ["capitalize", method("capitalize")],
  ["title", ofText(titled)],
  ["upper", ofText((text) => text.toUpperCase())],
  ["lower", ofText((text) => text.toLowerCase())],
  ["length", lengthOf],
  ["count", lengthOf],
  ["list", (operand) => operand.type === "StringValue" ? toRuntime([...operand.value as string]) : undefined],
  ["join", (operand, { positional, named }) => {
    if (operand.type !== "ArrayValue" || named.has("attribute") || positional.length > 1) return undefined;
    const between = positional[0] ?? named.get("d") ?? toRuntime("");
    return toRuntime((operand.value as RuntimeValue[]).map(printed).join(printed(between)));
  }],
]);

/** Each word, begun behind white space, a hyphen or a bracket, with a capital. */
function titled(text: string): string {
  let written = "";
  let begins = true;
  for (const char of text) {
    const between = "-({[<".includes(char) || isPythonSpace(char.charCodeAt(0));
    written += begins && !between ? char.toUpperCase() : char.toLowerCase();
    begins = between;
  }
  return written;
}

function lengthOf(operand: RuntimeValue): RuntimeValue | undefined {
  if (operand.type === "StringValue") return toRuntime(pythonLength(operand.value as string));
  return operand.type === "UndefinedValue" ? toRuntime(0) : undefined;
}

/** Options of `tojson`, as `json.dumps` has them. */
interface PythonJsonOptions {
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
 * Writes a value as Python's `json.dumps(value, ensure_ascii=False)`, which is the `tojson` filter of chat
 * templates.
 * @see https://docs.python.org/3.11/library/json.html#json.dumps
 */
function pythonJson(value: PythonJson, options: PythonJsonOptions = {}): string {
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
