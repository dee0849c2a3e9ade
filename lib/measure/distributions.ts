import { type Displayable, displayable, table } from "../display/mod.ts";
import type { Facts, NumericFact } from "./facts.ts";
import { checkGroupBy, type GroupBy } from "./groups.ts";
import { countValue, type Histogram, histogram, type ValueCounts } from "./statistics/histogram.ts";

/** How one fact is distributed over the traces of one group. The groups of a fact share their edges. */
export interface Distribution extends Histogram {
  /** The fact. */
  fact: NumericFact;
  /** The group: a source, a category or a subcategory; null where a trace has none. */
  group: string | null;
  /** How many traces have a value; where the rules define none, a trace counts nowhere. */
  n: number;
  /** The values together. */
  sum: number;
  /** Least value; null without values. */
  least: number | null;
  /** Lower quartile; null without values. */
  q1: number | null;
  /** Median; null without values. */
  median: number | null;
  /** Upper quartile; null without values. */
  q3: number | null;
  /** Greatest value; null without values. */
  greatest: number | null;
  /** Whether the bins are equally wide, or ten to a power of ten because a few values are far above the others. */
  spacing: Spacing;
}

/**
 * How facts are distributed over the traces of each group: counts in bins that the groups share, mean and quartiles (as
 * `numpy.percentile` interpolates them). Bins hold whole numbers of values, so that odd and even counts of turns are
 * not told apart by the edges.
 *
 * @param facts The facts of the traces.
 * @param names Which facts.
 * @param options `by`: the label that groups the traces.
 * @returns For each fact, in the order asked for, one distribution a group, in the order in which groups first appear;
 * they show themselves as a table.
 * @throws {TypeError} If a name is no fact that is a number.
 * @throws {RangeError} If traces have no such label.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.percentile.html
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { distributions } from "tracebook";
 * import { traceFacts } from "./mod.ts";
 *
 * const facts = (source: string, turns: number) => ({ ...traceFacts({ id: "a", conversations: [], source }), turns });
 * const [kimi, glm] = distributions([facts("kimi", 5), facts("kimi", 8), facts("glm-5.1", 4)], ["turns"]);
 * assertEquals([kimi?.group, kimi?.n, kimi?.median], ["kimi", 2, 6.5]);
 * assertEquals(kimi?.edges, glm?.edges);
 * ```
 */
export function distributions(
  facts: readonly Facts[],
  names: readonly NumericFact[],
  { by = "source" }: {
    /** The label that groups the traces. @default {"source"} */
    by?: GroupBy;
  } = {},
): Distribution[] & Displayable {
  checkGroupBy(by);
  const groups = [...Map.groupBy(facts, (record) => record[by])];
  const found = names.flatMap((fact) => {
    const values = groups.map(([, records]) => valuesOf(records, fact));
    const { edges, spacing } = countEdges(values);
    return groups.map(([group], i) => ({
      fact,
      group,
      ...describe(values[i]!),
      ...histogram(values[i]!, edges),
      spacing,
    }));
  });
  return displayable(found, () => {
    const { html, text } = table(
      found.map(({ fact, group, n, sum, least, q1, median, q3, greatest }) => ({
        fact,
        [by]: group,
        traces: n,
        mean: n === 0 ? null : sum / n,
        least,
        "lower quartile": q1,
        median,
        "upper quartile": q3,
        greatest,
      })),
    );
    return { "text/html": html, "text/plain": text };
  });
}

function valuesOf(records: readonly Facts[], fact: NumericFact): ValueCounts {
  const values: ValueCounts = new Map();
  for (const { id, [fact]: value } of records) {
    if (value === null) continue;
    if (typeof value !== "number") {
      throw new TypeError(
        `Cannot count ${JSON.stringify(value)}, the ${fact} of ${JSON.stringify(id)}: it is no number`,
      );
    }
    countValue(values, value);
  }
  return values;
}

function describe(values: ValueCounts) {
  const sorted = [...values].sort(([a], [b]) => a - b);
  const n = sorted.reduce((total, [, times]) => total + times, 0);
  return {
    n,
    sum: sorted.reduce((total, [value, times]) => total + value * times, 0),
    least: quantile(sorted, n, 0),
    q1: quantile(sorted, n, 0.25),
    median: quantile(sorted, n, 0.5),
    q3: quantile(sorted, n, 0.75),
    greatest: quantile(sorted, n, 1),
  };
}

/** Between the two values beside the place (n - 1) · share, in proportion. */
function quantile(sorted: [value: number, times: number][], n: number, share: number): number | null {
  if (n === 0) return null;
  const place = (n - 1) * share;
  const [low, high] = [valueAt(sorted, Math.floor(place)), valueAt(sorted, Math.ceil(place))];
  return low + (high - low) * (place - Math.floor(place));
}

function valueAt(sorted: [value: number, times: number][], place: number): number {
  let before = 0;
  for (const [value, times] of sorted) if ((before += times) > place) return value;
  return sorted.at(-1)![0];
}

/** How bins follow each other: equally wide, or ten to each power of ten with one for zero. */
export type Spacing = "equal" | "logarithmic";

/** Edges for counts. */
interface CountEdges {
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
