/**
 * Works on all items, at most `atOnce` at a time.
 *
 * @param items What is worked on, in this order.
 * @param atOnce How many at a time.
 * @param work The work; if it throws, no more items are begun.
 * @returns The results in the order of the items.
 */
export async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, worker));
  return results;
}
