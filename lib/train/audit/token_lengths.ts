/** The windows that models commonly have, in tokens. */
export const COMMON_WINDOWS: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128].map((k) => k * 1024);

/** Lengths that a part of the traces does not exceed, in tokens. */
export interface Percentiles {
  /** Half of the traces are at most so long. */
  p50: number;
  /** 90 %. */
  p90: number;
  /** 95 %. */
  p95: number;
  /** 99 %. */
  p99: number;
  /** All. */
  p100: number;
}

/**
 * The smallest lengths that at least a given part of the traces does not exceed.
 *
 * @param lengths How many traces have which length.
 * @returns The percentiles; null if there are no traces.
 * @see https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
 */
export function percentiles(lengths: ReadonlyMap<number, number>): Percentiles | null {
  const sorted = [...lengths].sort(([a], [b]) => a - b);
  const traces = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (traces === 0) return null;
  const at = (percent: number) => {
    let seen = 0;
    return sorted.find(([, count]) => 100 * (seen += count) >= percent * traces)![0];
  };
  return { p50: at(50), p90: at(90), p95: at(95), p99: at(99), p100: at(100) };
}

/**
 * How many traces fit whole into the common windows.
 *
 * @param lengths How many traces have which length.
 * @returns Windows and counts.
 */
export function fitting(lengths: ReadonlyMap<number, number>): [window: number, traces: number][] {
  return COMMON_WINDOWS.map((window) => [
    window,
    [...lengths].reduce((sum, [length, count]) => length <= window ? sum + count : sum, 0),
  ]);
}

/**
 * A histogram of lengths with four bins to a doubling, so that each common window is an edge. A bin holds the lengths
 * above its lower edge up to its upper one, as a window does; the first one all up to 256 tokens.
 *
 * @param lengths How many traces have which length.
 * @returns Edges in tokens and counts; no bins if there are no traces.
 */
export function lengthBins(lengths: ReadonlyMap<number, number>): { edges: number[]; counts: number[] } {
  const bins = new Map<number, number>();
  for (const [length, count] of lengths) {
    const bin = binOf(length);
    bins.set(bin, (bins.get(bin) ?? 0) + count);
  }
  if (bins.size === 0) return { edges: [], counts: [] };
  const [first, last] = [Math.min(...bins.keys()), Math.max(...bins.keys())];
  const counts = Array.from({ length: last - first + 1 }, (_, i) => bins.get(first + i) ?? 0);
  return { edges: Array.from({ length: counts.length + 1 }, (_, i) => edge(first + i)), counts };
}

/** The first bin holds all that is not longer than its upper edge: 256 tokens. */
const FIRST = 31;

const edge = (bin: number) => bin === FIRST ? 0 : Math.floor(2 ** (bin / 4));

/** The bin whose lower edge lies below a length, and whose upper edge does not. */
function binOf(length: number): number {
  let bin = Math.max(FIRST, Math.ceil(4 * Math.log2(Math.max(length, 1))) - 1);
  // the logarithm may land one off beside an edge
  while (bin > FIRST && edge(bin) >= length) bin--;
  while (edge(bin + 1) < length) bin++;
  return bin;
}
