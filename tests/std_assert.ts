/**
 * The part of `@std/assert` that the tests and the documented examples use, over Node's own assertions, for
 * machines that do not reach JSR. Where JSR is reached, the import map may say `jsr:@std/assert@^1` instead.
 *
 * @module
 */
import node from "node:assert/strict";

// deno-lint-ignore no-explicit-any -- as @std/assert types it: any error class, whatever its constructor takes
type ErrorClass<E extends Error> = new (...args: any[]) => E;

/** Throws unless the value is truthy. */
export function assert(value: unknown, message?: string): asserts value {
  node.ok(value, message);
}

/** Throws unless the two are deeply equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  node.deepStrictEqual(actual, expected, message);
}

/** Throws if the two are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  node.notDeepStrictEqual(actual, expected, message);
}

/** Throws unless the text matches the pattern. */
export function assertMatch(text: string, pattern: RegExp, message?: string): void {
  node.match(text, pattern, message);
}

/** Throws unless the text contains `part`. */
export function assertStringIncludes(text: string, part: string, message?: string): void {
  node.ok(
    text.includes(part),
    message ?? `Expected ${JSON.stringify(text)} to include ${JSON.stringify(part)}`,
  );
}

/** Throws unless `run` throws an error of the class whose message contains `part`; returns the error. */
export function assertThrows<E extends Error>(run: () => unknown, errorClass: ErrorClass<E>, part = ""): E {
  try {
    run();
  } catch (error) {
    return checkError(error, errorClass, part);
  }
  throw new node.AssertionError({ message: "Expected function to throw" });
}

/** Throws unless the promise rejects with an error of the class whose message contains `part`; returns the error. */
export async function assertRejects<E extends Error>(
  run: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  part = "",
): Promise<E> {
  try {
    await run();
  } catch (error) {
    return checkError(error, errorClass, part);
  }
  throw new node.AssertionError({ message: "Expected promise to reject" });
}

function checkError<E extends Error>(error: unknown, errorClass: ErrorClass<E>, part: string): E {
  node.ok(error instanceof errorClass, `Expected ${errorClass.name}, got ${error}`);
  assertStringIncludes(error.message, part);
  return error;
}
