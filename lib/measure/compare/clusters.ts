/** One metric, added up by cluster: all that its mean, and the mean of any resample, is computed from. */
export interface ClusterSums {
  /** Sums of the values on either side, cluster by cluster, measured from a middle value. */
  sums: Sides<Float64Array>;
  /** Numbers of values; metrics with the same numbers share them. */
  counts: Sides<Float64Array>;
  /** The mean of either side; null if it has no value. */
  means: Sides<number | null>;
  /** Whether the values of a side differ from each other, on either side. */
  varies: boolean;
}

/**
 * Adds up metrics by cluster. Values are sorted before they are added, so that their order does not matter to the last
 * digit, and measured from their median, so that the variance of equal values is exactly 0.
 */
export function clusterSums(metrics: readonly (readonly Sides<readonly number[]>[])[]): ClusterSums[] {
  const known: Sides<Float64Array>[] = [];
  return metrics.map((clusters) => {
    const own = sumsOf(clusters);
    const shared = known.find((counts) => counts.every((side, i) => isEqual(side, own.counts[i]!)));
    if (!shared) known.push(own.counts);
    return { ...own, counts: shared ?? own.counts };
  });
}

function sumsOf(clusters: readonly Sides<readonly number[]>[]): ClusterSums {
  const bySide = <T>(of: (side: 0 | 1) => T): Sides<T> => [of(0), of(1)];
  const values = bySide((side) => clusters.map((cluster) => Float64Array.from(cluster[side]).sort()));
  const all = bySide((side) => Float64Array.from(clusters.flatMap((cluster) => cluster[side])).sort());
  const pooled = Float64Array.from([...all[0], ...all[1]]).sort();
  const middle = pooled[(pooled.length - 1) >> 1] ?? 0;
  return {
    sums: bySide((side) => Float64Array.from(values[side], (own) => sum(own, middle))),
    counts: bySide((side) => Float64Array.from(values[side], (own) => own.length)),
    means: bySide((side) => all[side].length > 0 ? sum(all[side], 0) / all[side].length : null),
    varies: all.some((own) => own.length > 0 && own[0] !== own.at(-1)),
  };
}

function sum(values: Float64Array, from: number): number {
  return values.reduce((total, value) => total + (value - from), 0);
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, i) => value === other[i]);
}

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

/**
 * How many clusters of equal size would say as much of a difference as these do: Kish's number for the clusters on the
 * first side, on both, and on the second, joined as Welch and Satterthwaite join degrees of freedom.
 *
 * @see https://doi.org/10.2307/3002019 F. E. Satterthwaite, 1946
 */
export function effectiveClusters({ sums, counts }: ClusterSums, layout: Layout): number {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const [n, k] = [total(counts[0]), total(counts[1])];
  const [mean, other] = [total(sums[0]) / n, total(sums[1]) / k];
  const ends = [layout.first, layout.first + layout.both, sums[0].length];
  const parts = ends.map((end, part) => {
    let [variance, weight, squares] = [0, 0, 0];
    for (let i = part ? ends[part - 1]! : 0; i < end; i++) {
      const size = counts[0][i]! / n + counts[1][i]! / k;
      variance += ((sums[0][i]! - mean * counts[0][i]!) / n - (sums[1][i]! - other * counts[1][i]!) / k) ** 2;
      weight += size;
      squares += size ** 2;
    }
    return { variance, clusters: weight ** 2 / squares };
  });
  const whole = parts.reduce((sum, { variance }) => sum + variance, 0);
  const inverse = parts.reduce(
    (sum, { variance, clusters }) => variance > 0 ? sum + (variance / whole) ** 2 / clusters : sum,
    0,
  );
  return inverse > 0 ? Math.max(2, 1 / inverse) : 2;
}

/**
 * Adds up the values at some places. Four sums are kept at a time, as a processor adds them side by side.
 */
export function sumAt(values: Float64Array, at: Uint32Array): number {
  const whole = at.length & ~3;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += values[at[i]!]!;
    b += values[at[i + 1]!]!;
    c += values[at[i + 2]!]!;
    d += values[at[i + 3]!]!;
  }
  for (let i = whole; i < at.length; i++) a += values[at[i]!]!;
  return a + b + (c + d);
}

/**
 * Adds up the values from one place to before another, each as often as its weight says, four at a time.
 */
export function weightedSum(values: Float64Array, weights: Float64Array, from: number, to: number): number {
  const whole = from + ((to - from) & ~3);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = from; i < whole; i += 4) {
    a += values[i]! * weights[i]!;
    b += values[i + 1]! * weights[i + 1]!;
    c += values[i + 2]! * weights[i + 2]!;
    d += values[i + 3]! * weights[i + 3]!;
  }
  for (let i = whole; i < to; i++) a += values[i]! * weights[i]!;
  return a + b + (c + d);
}
