import type { RandomBelow } from "../statistics/seeded.ts";
import { type ClusterSums, type Layout, type Sides, sumAt } from "./clusters.ts";

/** Differences closer than this share are the same: equal sums of fractions may differ in their last digits. */
const SAME = 1e-9;

/**
 * Tests for each metric whether the two sides differ, by letting clusters change sides: the p-value is the share of
 * ways in which the difference is as clear as the real one. The difference is taken over its standard error, so that
 * the test also holds where one side varies more or has larger clusters.
 *
 * @returns A p-value a metric; null where a side has no value.
 * @see https://doi.org/10.1214/13-AOS1090 E. Y. Chung and J. P. Romano, 2013, on the standard error
 * @see https://doi.org/10.2202/1544-6115.1585 B. Phipson and G. K. Smyth, 2010: random ways count the real one too
 */
export function permutationTest(
  metrics: readonly ClusterSums[],
  layout: Layout,
  draws: number,
  random: RandomBelow,
): (number | null)[] {
  const statistics = swapStatistics(metrics, layout);
  const observed = statistics(Uint32Array.from({ length: layout.first + layout.both }, (_, i) => i));
  const { all, ways } = sideSwaps(layout, draws, random);
  const tried = metrics.map(() => all ? 0 : 1);
  const asClear = metrics.map(() => all ? 0 : 1);
  for (const way of ways) {
    statistics(way).forEach((value, i) => {
      if (value === undefined || observed[i] === undefined) return; // a side without a value has no difference
      tried[i]!++;
      if (Math.abs(value) >= Math.abs(observed[i]) * (1 - SAME)) asClear[i]!++;
    });
  }
  return observed.map((value, i) => value === undefined ? null : asClear[i]! / tried[i]!);
}

/** Up to so many ways, of so many clusters, are tried one by one; of more, some are drawn at random. */
const ALL_UP_TO = { ways: 5000, clusters: 100 };

/** Ways in which the clusters could have come from the two sources, were the sources alike. */
interface SideSwaps {
  /** Whether these are all ways that there are; the real one is among them then, and only then. */
  all: boolean;
  /**
   * For each way the clusters, in order, whose first side is on the first side: those that are on one side alone may
   * change it, as many staying on each, and those on both may exchange them. The same array each time, filled anew.
   */
  ways: Iterable<Uint32Array>;
}

/** The ways in which clusters could change sides: all, where they are few, else random ones. */
export function sideSwaps(layout: Layout, draws: number, random: RandomBelow): SideSwaps {
  const { first, both, second } = layout;
  const all = first + both + second <= ALL_UP_TO.clusters &&
    choices(first + second, first) * 2 ** both <= ALL_UP_TO.ways;
  return { all, ways: all ? everyWay(layout) : randomWays(layout, draws, random) };
}

/** In how many ways `some` of `of` can be chosen. */
function choices(of: number, some: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(some, of - some) && ways <= ALL_UP_TO.ways; i++) {
    ways = ways * (of - i + 1) / i;
  }
  return ways;
}

function* everyWay({ first, both, second }: Layout): Generator<Uint32Array> {
  const total = first + both + second;
  const way = new Uint32Array(total);
  yield* from(0, 0, first, second);

  function* from(cluster: number, chosen: number, stay: number, leave: number): Generator<Uint32Array> {
    if (cluster === total) return yield way.subarray(0, chosen);
    const free = cluster >= first && cluster < first + both;
    if (free || stay > 0) {
      way[chosen] = cluster;
      yield* from(cluster + 1, chosen + 1, free ? stay : stay - 1, leave);
    }
    if (free || leave > 0) yield* from(cluster + 1, chosen, stay, free ? leave : leave - 1);
  }
}

function* randomWays({ first, both, second }: Layout, draws: number, random: RandomBelow) {
  const total = first + both + second;
  const single = Uint32Array.from({ length: first + second }, (_, i) => i < first ? i : i + both);
  const way = new Uint32Array(total);
  const side = new Uint8Array(total);
  const picks = Math.min(first, second); // the smaller side is drawn
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < picks; i++) {
      const k = i + random(single.length - i);
      [single[i], single[k]] = [single[k]!, single[i]!];
    }
    for (let i = 0; i < single.length; i++) side[single[i]!] = Number((i < picks) === (picks === first));
    for (let i = first; i < first + both; i++) side[i] = random(2);
    let chosen = 0;
    for (let i = 0; i < total; i++) if (side[i]) way[chosen++] = i;
    yield way.subarray(0, chosen);
  }
}

/** Sums over clusters of one side's sums `s` and counts `n`: what a mean and its variance are made of. */
interface Moments {
  /** Of `s`. */
  s: number;
  /** Of `n`. */
  n: number;
  /** Of `s²`. */
  ss: number;
  /** Of `s n`. */
  sn: number;
  /** Of `n²`. */
  nn: number;
}

/** Sums over the clusters that are on both sides. */
interface CrossMoments {
  /** Of the first side's `s` times the second's. */
  ss: number;
  /** Of the first side's `s` times the second's `n`. */
  sn: number;
  /** Of the first side's `n` times the second's `s`. */
  ns: number;
  /** Of the first side's `n` times the second's. */
  nn: number;
}

/** Differences and variances below this share of their terms are what rounding has left of none. */
const ROUNDING = 1e-12;

/**
 * The difference of two means over its cluster-robust standard error.
 *
 * @returns 0 if there is no difference, infinite if there is one without any variance; undefined if a side is empty.
 * @see https://doi.org/10.3368/jhr.50.2.317 A. C. Cameron and D. L. Miller, 2015; the variance is their CR0
 */
function studentised(first: Moments, second: Moments, cross: CrossMoments): number | undefined {
  if (first.n === 0 || second.n === 0) return undefined;
  const [m, k] = [first.s / first.n, second.s / second.n];
  const difference = m - k;
  const terms = (first.ss + m * m * first.nn) / first.n ** 2 +
    (second.ss + k * k * second.nn) / second.n ** 2;
  if (Math.abs(difference) <= ROUNDING * Math.sqrt(terms)) return 0;
  const shared = (cross.ss - k * cross.sn - m * cross.ns + m * k * cross.nn) / (first.n * second.n);
  const variance = residual(first, m) + residual(second, k) - 2 * shared;
  return difference / (variance > ROUNDING * terms ? Math.sqrt(variance) : 0);
}

/** The sum of squares of what the clusters' sums are off their share of the mean, over the count squared. */
function residual({ n, ss, sn, nn }: Moments, mean: number): number {
  return (ss - 2 * mean * sn + mean * mean * nn) / n ** 2;
}

/**
 * Prepares for each metric the studentised difference as a function of who is on the first side. Sums over clusters
 * are added up ahead, so that a way costs one addition a sum and chosen cluster.
 *
 * @returns From the clusters whose first side is on the first side, in order, to the statistic of each metric;
 * undefined where a side has no value.
 */
export function swapStatistics(
  metrics: readonly ClusterSums[],
  layout: Layout,
): (way: Uint32Array) => (number | undefined)[] {
  const inBoth = (i: number) => i >= layout.first && i < layout.first + layout.both;
  const swapped = (term: (side: 0 | 1, i: number) => number, size: number) => swapSum(term, size, inBoth);
  const countSums = new Map<Sides<Float64Array>, (way: Uint32Array) => CountSums>();
  for (const { counts } of metrics) {
    if (countSums.has(counts)) continue;
    const n = swapped((side, i) => counts[side][i]!, counts[0].length);
    const nn = swapped((side, i) => counts[side][i]! ** 2, counts[0].length);
    countSums.set(counts, (way) => ({ n: n(way), nn: nn(way) }));
  }
  const parts = metrics.map(({ sums, counts }) => {
    const size = counts[0].length;
    const between = (of: (i: number) => number) => {
      let sum = 0;
      for (let i = layout.first; i < layout.first + layout.both; i++) sum += of(i);
      return sum;
    };
    return {
      counts,
      s: swapped((side, i) => sums[side][i]!, size),
      ss: swapped((side, i) => sums[side][i]! ** 2, size),
      sn: swapped((side, i) => sums[side][i]! * counts[side][i]!, size),
      crossSn: swapped((side, i) => inBoth(i) ? sums[side][i]! * counts[1 - side as 0 | 1][i]! : 0, size),
      crossSs: between((i) => sums[0][i]! * sums[1][i]!),
      crossNn: between((i) => counts[0][i]! * counts[1][i]!),
    };
  });
  return (way) => {
    const known = new Map([...countSums].map(([counts, of]) => [counts, of(way)]));
    return parts.map((part) => {
      const { n, nn } = known.get(part.counts)!;
      const [s, ss, sn, cross] = [part.s(way), part.ss(way), part.sn(way), part.crossSn(way)];
      return studentised(
        { s: s[0], n: n[0], ss: ss[0], sn: sn[0], nn: nn[0] },
        { s: s[1], n: n[1], ss: ss[1], sn: sn[1], nn: nn[1] },
        { ss: part.crossSs, sn: cross[0], ns: cross[1], nn: part.crossNn },
      );
    });
  };
}

interface CountSums {
  n: Sides<number>;
  nn: Sides<number>;
}

/** A sum over clusters on either side, as a function of the clusters whose first side is on the first side. */
function swapSum(
  term: (side: 0 | 1, i: number) => number,
  size: number,
  inBoth: (i: number) => boolean,
): (way: Uint32Array) => Sides<number> {
  const gain = new Float64Array(size);
  let [start, total] = [0, 0];
  for (let i = 0; i < size; i++) {
    const [one, other] = [term(0, i), term(1, i)];
    total += one + other;
    // not chosen, a cluster on both has its second side there; one that is on one side alone has nothing
    if (inBoth(i)) start += other;
    gain[i] = inBoth(i) ? one - other : one + other;
  }
  return (way) => {
    const sum = start + sumAt(gain, way);
    return [sum, total - sum];
  };
}
