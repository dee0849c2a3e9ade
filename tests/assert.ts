/** Assertions for tests and documented examples: Node's own, under the names that Deno's users know. */
import assert from "node:assert/strict";

/** Throws unless the two are deeply and strictly equal. */
export const assertEquals = <T>(actual: T, expected: T, message?: string): void =>
  assert.deepStrictEqual(actual, expected, message);

/** Throws unless the value is truthy. */
export function assertOk(value: unknown, message?: string): asserts value {
  assert.ok(value, message);
}

/** Throws unless `run` throws (or rejects with) an error whose message matches. */
export const assertThrows = (run: () => unknown, message: RegExp): void => assert.throws(run, { message });

/** Throws unless the promise rejects with an error whose message matches. */
export const assertRejects = (run: () => Promise<unknown>, message: RegExp): Promise<void> =>
  assert.rejects(run, { message });

/** Throws unless the text matches. */
export const assertMatch = (text: string, pattern: RegExp): void => assert.match(text, pattern);
