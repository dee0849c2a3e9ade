import { Environment } from "@huggingface/jinja";
import { PythonFloat, type PythonJson } from "../../python/mod.ts";

/** A value inside a running template, as the interpreter holds it. */
export type RuntimeValue = ReturnType<Environment["set"]>;

/** Holds a template's variables; one per scope. */
export type Scope = Environment;

type RuntimeClass = new (value?: unknown) => RuntimeValue;

// The interpreter exports no classes of values, so each is taken from a value that it made.
const made = new Environment();
const classOf = (name: string, value: unknown) => made.set(name, value).constructor as RuntimeClass;
const StringValue = classOf("text", "");
const IntegerValue = classOf("integer", 1);
const FloatValue = classOf("float", 0.5);
const BooleanValue = classOf("boolean", true);
const NullValue = classOf("none", null);
const UndefinedValue = classOf("undefined", undefined);
const ArrayValue = classOf("list", []);
const ObjectValue = classOf("dict", {});

/**
 * Converts a value to the interpreter's: like its own conversion, but floats stay floats (`1.0`),
 * integers keep all their digits, and dicts the order of their keys.
 */
export function toRuntime(value: unknown): RuntimeValue {
  switch (typeof value) {
    case "string":
      return new StringValue(value);
    case "number":
      return Number.isInteger(value) ? new IntegerValue(value) : new FloatValue(value);
    case "bigint":
      return new IntegerValue(value);
    case "boolean":
      return new BooleanValue(value);
    case "undefined":
      return new UndefinedValue();
  }
  if (value === null) return new NullValue();
  if (value instanceof PythonFloat) return new FloatValue(value.value);
  if (Array.isArray(value)) return new ArrayValue(value.map(toRuntime));
  const entries = value instanceof Map ? [...value] : Object.entries(value as object);
  return new ObjectValue(new Map(entries.map(([key, item]) => [String(key), toRuntime(item)])));
}

/** Makes a dict of the interpreter's values. */
export function runtimeDict(values: Map<string, RuntimeValue>): RuntimeValue {
  return new ObjectValue(values);
}

/** A runtime value as Python has it. Throws `TypeError` if it is undefined, or a function. */
export function toPython({ type, value }: RuntimeValue): PythonJson {
  switch (type) {
    case "FloatValue":
      return new PythonFloat(value as number);
    case "ArrayValue":
    case "TupleValue":
      return (value as RuntimeValue[]).map(toPython);
    case "ObjectValue":
    case "NamespaceValue":
    case "KeywordArgumentsValue":
      return new Map([...value as Map<string, RuntimeValue>].map(([key, item]) => [key, toPython(item)]));
    case "NullValue":
      return null;
    case "UndefinedValue":
    case "FunctionValue":
      throw new TypeError(`${type === "UndefinedValue" ? "an undefined value" : "a function"} is no data`);
  }
  return value as PythonJson;
}

/** Returns the number that Python's `==` compares: truth values are 0 and 1; undefined for other values. */
function numberOf({ type, value }: RuntimeValue): number | bigint | undefined {
  if (type === "BooleanValue") return Number(value);
  return type === "IntegerValue" || type === "FloatValue" ? value as number | bigint : undefined;
}

/**
 * Whether two values are equal to Python: by value, lists and dicts too, and never across types (JavaScript's
 * `==` takes `""` for `false`).
 */
export function sameValue(left: RuntimeValue, right: RuntimeValue): boolean {
  const [a, b] = [numberOf(left), numberOf(right)];
  // deno-lint-ignore eqeqeq -- 1n == 1: an integer is one number, however it is held
  if (a !== undefined && b !== undefined) return a == b;
  const [one, other] = [left.value as unknown, right.value as unknown];
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, i) => sameValue(item, other[i]));
  }
  if (one instanceof Map && other instanceof Map) {
    return one.size === other.size &&
      [...one].every(([key, item]) => other.has(key) && sameValue(item, other.get(key)));
  }
  // none is held as null or as undefined
  return left.type === right.type && (one ?? null) === (other ?? null);
}
