/** What belongs together on the first side, and on the second. */
export type Sides<T> = readonly [first: T, second: T];

/** How many clusters are where. They come in this order: on the first side alone, on both, on the second alone. */
export interface Layout {
  /** Clusters on the first side alone. */
  first: number;
  /** Clusters on both sides. */
  both: number;
  /** Clusters on the second side alone. */
  second: number;
}

/** Two sources sorted into clusters. */
export interface ClusteredSides<T> {
  /** How many clusters are where. */
  layout: Layout;
  /** The clusters, each with what it has on either side. */
  clusters: Sides<T[]>[];
  /** Whether the second source is the first side. */
  exchanged: boolean;
}

/**
 * Sorts two sources into clusters, in an order that depends on the keys alone. Which source becomes the first side does
 * too, so that exchanging the sources changes the signs of all results and nothing else.
 *
 * @param a The one source.
 * @param b The other.
 * @param keyOf What the members of a cluster share.
 * @returns The clusters.
 */
export function clusterSides<T>(
  a: readonly T[],
  b: readonly T[],
  keyOf: (item: T) => string,
): ClusteredSides<T> {
  const [inA, inB] = [Map.groupBy(a, keyOf), Map.groupBy(b, keyOf)];
  const onlyA = [...inA.keys()].filter((key) => !inB.has(key)).sort();
  const onlyB = [...inB.keys()].filter((key) => !inA.has(key)).sort();
  const both = [...inA.keys()].filter((key) => inB.has(key)).sort();
  const exchanged = onlyB.length > 0 && !(onlyA.length > 0 && onlyA[0]! < onlyB[0]!);
  const [first, second] = exchanged ? [onlyB, onlyA] : [onlyA, onlyB];
  const clusters = [...first, ...both, ...second].map((key): Sides<T[]> => {
    const [ofA, ofB] = [inA.get(key) ?? [], inB.get(key) ?? []];
    return exchanged ? [ofB, ofA] : [ofA, ofB];
  });
  return { layout: { first: first.length, both: both.length, second: second.length }, clusters, exchanged };
}
