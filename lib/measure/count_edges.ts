import type { ValueCounts } from "./histogram.ts";

/** How bins follow each other: equally wide, or ten to each power of ten with one for zero. */
export type Spacing = "equal" | "logarithmic";

/** Edges for counts. */
export interface CountEdges {
  /** Ascending whole numbers, one more than there are bins. */
  edges: number[];
  /** How they follow each other. */
  spacing: Spacing;
}

const MOST_BINS = 50;
/** Up to so many values each has its own bin. */
const SINGLE = 16;
/** The tail is long if the greatest value is more than so many times the median, and there is much to bin at all. */
const LONG_TAIL = 10;
const MUCH = 100;
/** Even widths: most traces have an odd number of turns, and bins that hold now two odd numbers, now three, draw combs. */
const WIDTHS = [2, 4, 10];

/**
 * Edges for counts such as turns or characters: whole numbers, so that each bin holds equally many possible values.
 * Where a few values are far above the others the bins become wider in steps of a tenth of a power of ten, as Renard's
 * preferred numbers do, rounded.
 *
 * @param values Counts, 0 or more, and how often each appears; several sets share the edges.
 * @returns The edges, at most 51 of them in equal spacing.
 * @see https://www.iso.org/standard/23127.html ISO 3, preferred numbers
 */
export function countEdges(values: readonly ValueCounts[]): CountEdges {
  const all = values.flatMap((set) => [...set]).sort(([a], [b]) => a - b);
  if (all.length === 0) return { edges: [0, 1], spacing: "equal" };
  const [low, high] = [all[0]![0], all.at(-1)![0]];
  if (high > MUCH && high > LONG_TAIL * Math.max(1, middle(all))) {
    return { edges: logarithmic(low, high), spacing: "logarithmic" };
  }
  return { edges: equal(low, high), spacing: "equal" };
}

function middle(sorted: [value: number, times: number][]): number {
  const half = sorted.reduce((n, [, times]) => n + times, 0) / 2;
  let before = 0;
  return sorted.find(([, times]) => (before += times) >= half)![0];
}

function equal(low: number, high: number): number[] {
  if (high - low < SINGLE) return Array.from({ length: high - low + 2 }, (_, i) => low + i);
  for (let power = 1;; power *= 10) {
    for (const width of WIDTHS.map((width) => width * power)) {
      const first = Math.floor(low / width);
      const bins = Math.floor(high / width) + 1 - first;
      if (bins <= MOST_BINS) return Array.from({ length: bins + 1 }, (_, i) => (first + i) * width);
    }
  }
}

function logarithmic(low: number, high: number): number[] {
  const edges = [0, 1];
  for (let step = 1; edges.at(-1)! <= high; step++) {
    const edge = Math.round(10 ** (step / 10));
    if (edge > edges.at(-1)!) edges.push(edge);
  }
  return edges.slice(edges.findLastIndex((edge) => edge <= low));
}
