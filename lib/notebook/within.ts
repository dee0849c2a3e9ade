/** What {@linkcode within} gives when the time was up first. */
export const TIMED_OUT: unique symbol = Symbol("timed out");

/** The longest delay that a timer takes; beyond it there is no limit. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Waits for a promise, but not for ever.
 *
 * @param ms How long at most; `Infinity` for no limit.
 * @param promise What to wait for.
 * @returns What it gave, or `TIMED_OUT`.
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | typeof TIMED_OUT> {
  if (ms > LONGEST_MS) return await promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(() => resolve(TIMED_OUT), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
