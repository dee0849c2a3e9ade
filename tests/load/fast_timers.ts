/**
 * Makes every `setTimeout` of this test file end ten times as soon, until it is disposed of: pauses keep their order and
 * proportion, and nobody waits for them. A long run waits.
 *
 * @module
 */
import { LONG } from "../long.ts";

/** How much sooner timers end. */
export const FASTER = LONG ? 1 : 10;

/** Timers are fast until this is disposed of. */
export function fastTimers(): Disposable {
  const { setTimeout } = globalThis;
  const faster = (run: () => void, ms = 0, ...args: []) => setTimeout(run, ms / FASTER, ...args);
  globalThis.setTimeout = faster as typeof setTimeout;
  return { [Symbol.dispose]: () => void (globalThis.setTimeout = setTimeout) };
}
