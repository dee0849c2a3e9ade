import { isPythonSpace, pythonLength, pythonStr } from "../../trace/mod.ts";
import { pythonJson, type PythonJsonOptions } from "./python_json.ts";
import { type RuntimeValue, toPython, toRuntime } from "./runtime_value.ts";
import { STRING_METHODS } from "./string_methods.ts";

/** What a filter is called with, beside its operand. */
export interface CallArguments {
  /** The arguments without a name, in order. */
  positional: RuntimeValue[];
  /** The arguments with a name. */
  named: Map<string, RuntimeValue>;
}

/** A filter: returns undefined where the interpreter's own is right. */
export type Filter = (operand: RuntimeValue, call: CallArguments) => RuntimeValue | undefined;

/** A value as Python's `str()` writes it, which is what a template prints: `None`, `True`, `{'a': 1.0}`. */
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
