/** One counted name: how often, and where it was first seen. */
export interface TallyEntry<N> {
  /** The name as first seen. */
  name: N;
  /** How often. */
  count: number;
  /** The row of its first appearance, 0-based over the whole pass. */
  row: number;
  /** Its position among that row's names. */
  at: number;
}

/**
 * Counts by name that remember the order of first appearance, as Python's `Counter` does, whatever the order
 * in which parts are merged: integers only, so any split of the work gives the same tally.
 */
export type Tally<N> = Map<string, TallyEntry<N>>;

/**
 * Counts one appearance.
 *
 * @param tally The tally, changed in place.
 * @param key What makes two names the same.
 * @param entry The name and where it appears.
 */
export function count<N>(tally: Tally<N>, key: string, entry: { name: N; row: number; at: number }): void {
  const known = tally.get(key);
  if (known) known.count++;
  else tally.set(key, { ...entry, count: 1 });
}

/**
 * The two tallies together; commutative and associative.
 *
 * @param a One tally.
 * @param b Another.
 * @returns A new tally.
 */
export function mergeTallies<N>(a: Tally<N>, b: Tally<N>): Tally<N> {
  const merged: Tally<N> = new Map(a);
  for (const [key, entry] of b) {
    const known = merged.get(key) ?? { ...entry, count: 0 };
    const first = firstSeen(known, entry) <= 0 ? known : entry;
    merged.set(key, { ...first, count: known.count + entry.count });
  }
  return merged;
}

/**
 * The names by count, most first; ties in the order of first appearance, as `Counter.most_common` has them.
 *
 * @param tally The tally.
 * @param limit How many at most.
 * @returns Names with their counts.
 */
export function mostCommon<N>(tally: Tally<N>, limit = Infinity): [name: N, count: number][] {
  const entries = [...tally.values()].sort((a, b) => b.count - a.count || firstSeen(a, b));
  return entries.slice(0, limit).map(({ name, count }) => [name, count]);
}

function firstSeen(a: TallyEntry<unknown>, b: TallyEntry<unknown>): number {
  return a.row - b.row || a.at - b.at;
}
