import { type Displayable, displayable } from "../../display/mod.ts";
import type { Facts } from "../facts.ts";
import { type GroupBy, twoGroups } from "../groups.ts";
import { cliffsDelta } from "../statistics/effects.ts";
import { clusterSides, type Sides } from "./clusters.ts";
import { compareClusters, type ResamplingOptions } from "./compare_clusters.ts";
import { type Comparison, comparisonBundle, type MetricComparison } from "./comparison.ts";
import { type Metric, METRICS } from "./metrics.ts";

/** Options for {@linkcode compareFacts}. */
export interface CompareOptions {
  /** Seed of the random numbers, a whole number of at least 0. @default {0} */
  seed?: number;
  /** Number of resamples for the intervals, and again for the p-values; at least 99. @default {1999} */
  resamples?: number;
  /** Names of the sources in tables. @default {what their facts say in `source`, if all say the same; else a and b} */
  names?: readonly [a: string, b: string];
}

/** Options for comparing the two groups that facts have by a label. */
export interface CompareGroupsOptions extends CompareOptions {
  /** The label that divides the facts into two groups; the group that appears first is the first source. Facts without it are the group `""`. */
  by: GroupBy;
}

const FEWEST_RESAMPLES = 99;

/**
 * Compares two sources metric by metric: the mean of each, their difference with a 95 % interval, how large it is and
 * how easily chance alone would give it. Traces with the same first human turn are not independent of each other, so
 * they are drawn, and change sides, together. Tasks that both sources have are compared with themselves as well.
 *
 * The same facts and the same seed give the same digits, in whatever order the facts come; exchanging the sources
 * changes signs alone.
 *
 * @param a The facts of the one source, by structured rules.
 * @param b The facts of the other.
 * @param options Seed, resamples, names.
 * @returns The comparison; it shows itself as tables.
 * @throws {RangeError} If the seed or the number of resamples cannot be used.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareFacts } from "tracebook";
 * import { traceFacts } from "../mod.ts";
 *
 * const facts = (turns: number) =>
 *   Array.from({ length: 20 }, (_, i) => ({
 *     ...traceFacts({ id: `${i}`, task: `task ${i}`, conversations: [] }),
 *     turns: turns + i % 3,
 *   }));
 * const { metrics, pairs } = compareFacts(facts(20), facts(15));
 * const { name, a, b, difference, low, high, effect } = metrics[0]!;
 * assertEquals([name, a, b, difference, low, high, effect], ["turns", 20.95, 15.95, 5, 5, 5, 1]);
 * assertEquals(pairs, 20);
 * ```
 */
export function compareFacts(
  a: readonly Facts[],
  b: readonly Facts[],
  options?: CompareOptions,
): Comparison & Displayable;
/**
 * Compares the two groups that facts have by a label, as `compareFacts` compares two sources.
 *
 * @param facts The facts of both groups, by structured rules.
 * @param options The label; seed, resamples, names.
 * @returns The comparison; it shows itself as tables.
 * @throws {RangeError} If there are fewer or more than two groups, or the seed or the number of resamples cannot be used.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareFacts } from "tracebook";
 * import { traceFacts } from "../mod.ts";
 *
 * const facts = ["kimi", "kimi", "glm-5.1"].map((source, i) => traceFacts({ id: `${i}`, source, conversations: [] }));
 * assertEquals(compareFacts(facts, { by: "source" }).sources, ["kimi", "glm-5.1"]);
 * ```
 */
export function compareFacts(
  facts: readonly Facts[],
  options: CompareGroupsOptions,
): Comparison & Displayable;
export function compareFacts(
  a: readonly Facts[],
  b: readonly Facts[] | CompareGroupsOptions,
  options: CompareOptions = {},
): Comparison & Displayable {
  if (!("by" in b)) return compareSources(a, b, options);
  const [[first, ofFirst], [second, ofSecond]] = twoGroups(a, b.by);
  return compareSources(ofFirst, ofSecond, { names: [first, second], ...b });
}

function compareSources(
  a: readonly Facts[],
  b: readonly Facts[],
  { seed = 0, resamples = 1999, names }: CompareOptions,
): Comparison & Displayable {
  if (!Number.isSafeInteger(resamples) || resamples < FEWEST_RESAMPLES) {
    throw new RangeError(
      `Cannot compare with ${resamples} resamples: at least ${FEWEST_RESAMPLES} are needed`,
    );
  }
  const [inA, inB] = [a, b].map((facts) => new Set(facts.map(({ group_key }) => group_key)));
  const tasks = matchingTasks(a, b);
  const comparison: Comparison = {
    sources: names ? [...names] : sourceNames(a, b),
    traces: [a.length, b.length],
    clusters: { a: inA!.size, b: inB!.size, both: inA!.intersection(inB!).size },
    metrics: compareTraces(a, b, METRICS, { seed, resamples }),
    pairs: tasks.reduce((sum, cluster) => sum + cluster.length, 0),
    paired: compareTasks(tasks, METRICS, { seed, resamples }),
    seed,
    resamples,
  };
  return displayable(comparison, () => comparisonBundle(comparison));
}

/** All traces of the one source with all of the other. */
export function compareTraces(
  a: readonly Facts[],
  b: readonly Facts[],
  metrics: readonly Metric[],
  drawing: ResamplingOptions,
): MetricComparison[] {
  const { clusters, layout, exchanged } = clusterSides(a, b, ({ group_key }) => group_key);
  const values = metrics.map((metric) =>
    clusters.map(([first, second]): Sides<number[]> => [valuesOf(metric, first), valuesOf(metric, second)])
  );
  const count = (first: number[], second: number[]) => first.length + second.length;
  return compareClusters({ metrics, values, layout, exchanged, effect: cliffsDelta, count }, drawing);
}

/** Each task with itself: the mean of the attempts in the one source with that in the other. */
function compareTasks(
  tasks: readonly TaskAttempts[][],
  metrics: readonly Metric[],
  drawing: ResamplingOptions,
): MetricComparison[] {
  const values = metrics.map((metric) =>
    tasks.map((cluster): Sides<number[]> => {
      const means = cluster.map((attempts) => attempts.map((facts) => mean(valuesOf(metric, facts))));
      const defined = means.filter((pair) => !pair.includes(null)) as [number, number][];
      return [defined.map(([a]) => a), defined.map(([, b]) => b)];
    })
  );
  const layout = { first: 0, both: tasks.length, second: 0 };
  const count = (first: number[]) => first.length;
  return compareClusters({ metrics, values, layout, exchanged: false, effect: dominance, count }, drawing);
}

function valuesOf({ value }: Metric, facts: readonly Facts[]): number[] {
  return facts.map(value).filter((one) => one !== null);
}

function mean(values: number[]): number | null {
  return values.length
    ? Float64Array.from(values).sort().reduce((sum, value) => sum + value, 0) / values.length
    : null;
}

/** The share of pairs in which the first is above, less the share in which it is below. */
function dominance(first: readonly number[], second: readonly number[]): number | null {
  if (first.length === 0) return null;
  return first.reduce((sum, value, i) => sum + Math.sign(value - second[i]!), 0) / first.length;
}

/** The attempts at one task, in either source. */
type TaskAttempts = readonly [a: Facts[], b: Facts[]];

/**
 * The tasks that both sources have attempts at. Tasks with a first human turn in common form one
 * cluster.
 */
export function matchingTasks(a: readonly Facts[], b: readonly Facts[]): TaskAttempts[][] {
  const [inA, inB] = [a, b].map((facts) => Map.groupBy(facts, ({ task_key }) => task_key));
  const tasks = [...inA!.keys()].filter((key) => inB!.has(key)).sort();
  const leader = new Map<string, string>(); // from a first human turn towards the one that stands for its cluster
  const lead = (key: string): string => {
    const next = leader.get(key) ?? key;
    return next === key ? key : lead(next);
  };
  const clusters = tasks.map((task) => {
    const attempts: TaskAttempts = [inA!.get(task)!, inB!.get(task)!];
    const turns = attempts.flat().map(({ group_key }) => lead(group_key)).sort();
    for (const turn of turns) leader.set(turn, turns[0]!);
    return { attempts, turn: turns[0]! };
  });
  return [...Map.groupBy(clusters, ({ turn }) => lead(turn)).values()]
    .map((cluster) => cluster.map(({ attempts }) => attempts));
}

/**
 * What to call two sources whose names nobody gave.
 *
 * @returns What each one's facts say in `source`, if they agree with themselves and not with the other; else a and b.
 */
function sourceNames(a: readonly Facts[], b: readonly Facts[]): [a: string, b: string] {
  const [ofA, ofB] = [a, b].map((facts) => new Set(facts.map(({ source }) => source)));
  const [first, second] = [[...ofA!][0], [...ofB!][0]];
  const clear = ofA!.size === 1 && ofB!.size === 1 && first && second && first !== second;
  return clear ? [first, second] : ["a", "b"];
}
