import type { RuntimeValue } from "./runtime_value.ts";

/** What a number is to Python's `==`: truth values are 0 and 1. */
function numberOf({ type, value }: RuntimeValue): number | bigint | undefined {
  if (type === "BooleanValue") return Number(value);
  return type === "IntegerValue" || type === "FloatValue" ? value as number | bigint : undefined;
}

/**
 * Whether two values are equal to Python: by value, lists and dicts too, and never across types (JavaScript's `==`
 * takes `""` for `false`).
 *
 * @param left A value of a template.
 * @param right Another.
 * @returns True if Python's `==` is.
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
