import { type Displayable, displayable } from "../display/mod.ts";
import { type MetricName, METRICS } from "./compare/metrics.ts";
import {
  type ClusteredEstimate,
  correlationBundle,
  type Correlations,
  type GroupCorrelation,
  readCorrelations,
} from "./correlations.ts";
import type { Facts } from "./facts.ts";
import { checkGroupBy, type GroupBy } from "./groups.ts";
import {
  clusterInterval,
  correlation,
  type CorrelationName,
  fisherInterval,
  pooledCorrelation,
} from "./statistics/correlation.ts";

interface Point {
  x: number;
  y: number;
  group: string | null;
  cluster: string;
}

/**
 * How two metrics go together: over all traces, within each group, and within groups taken together. What holds over
 * all may vanish or turn round within groups (Simpson's paradox); what is said of that goes by Spearman's correlation,
 * whose interval holds whatever the shape of the data. Pearson's needs data without long tails.
 *
 * @param facts The facts of the traces, by structured rules.
 * @param x The one metric.
 * @param y The other.
 * @param options `by`: the label that groups the traces.
 * @returns The correlations; they show themselves as a table with a sentence on how to read it.
 * @throws {RangeError} If there is no such metric, or no such grouping.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { correlate } from "tracebook";
 * import { traceFacts } from "./mod.ts";
 *
 * const facts = Array.from({ length: 60 }, (_, i) => ({
 *   ...traceFacts({ id: `${i}`, category: i < 30 ? "Chat" : "Coding", conversations: [] }),
 *   steps: i < 30 ? i % 10 : 30 + i % 10, // more steps in Coding …
 *   tool_calls: i < 30 ? 10 - i % 10 : 40 - i % 10, // … and more calls, though within a category fewer
 * }));
 * const { overall, pooled, reading } = correlate(facts, "steps", "tool_calls");
 * assertEquals([overall.spearman.r!.toFixed(2), pooled.spearman.r!.toFixed(2)], ["0.50", "-1.00"]);
 * assertEquals(reading, "reversed");
 * ```
 */
export function correlate(
  facts: readonly Facts[],
  x: MetricName,
  y: MetricName,
  { by = "category" }: {
    /** The label that groups the traces. @default {"category"} */
    by?: GroupBy;
  } = {},
): Correlations & Displayable {
  const [ofX, ofY] = [x, y].map((name) => {
    const metric = METRICS.find((one) => one.name === name);
    if (!metric) throw new RangeError(`Cannot correlate ${JSON.stringify(name)}: there is no such metric`);
    return metric;
  });
  const points = facts.flatMap((one): Point[] => {
    const [valueX, valueY] = [ofX!.value(one), ofY!.value(one)];
    if (valueX === null || valueY === null) return [];
    return [{ x: valueX, y: valueY, group: one[by], cluster: one.group_key }];
  });
  checkGroupBy(by);
  // in an order of their own, so that the order of the facts does not matter to the last digit
  points.sort((p, q) =>
    compareText(p.cluster, q.cluster) || p.x - q.x || p.y - q.y || compareText(p.group, q.group)
  );
  const groups = [...Map.groupBy(points, ({ group }) => group)].map(([group, own]) => ({
    group,
    own,
  }))
    .sort((p, q) => q.own.length - p.own.length || compareText(p.group, q.group));
  const found = {
    x: { name: x, label: ofX!.label },
    y: { name: y, label: ofY!.label },
    by,
    overall: groupCorrelation(null, [points]),
    pooled: groupCorrelation(null, groups.map(({ own }) => own)),
    within: groups.map(({ group, own }) => groupCorrelation(group, [own])),
  };
  const correlations: Correlations = { ...found, ...readCorrelations(found) };
  return displayable(correlations, () => correlationBundle(correlations));
}

function groupCorrelation(group: string | null, groups: Point[][]): GroupCorrelation {
  const points = groups.flat();
  return {
    group,
    n: points.length,
    clusters: new Set(points.map(({ cluster }) => cluster)).size,
    pearson: estimate(groups, "pearson"),
    spearman: estimate(groups, "spearman"),
  };
}

function estimate(groups: Point[][], name: CorrelationName): ClusteredEstimate {
  const points = groups.flat();
  const pairs = groups.map((own) => ({ x: own.map((point) => point.x), y: own.map((point) => point.y) }));
  const pooled = pooledCorrelation(pairs, name);
  if (!pooled) return { r: null, low: null, high: null, clusterLow: null, clusterHigh: null };
  const plain = groups.length === 1
    ? correlation(pairs[0]!.x, pairs[0]!.y, name)
    : { r: pooled.r, ...fisherInterval(pooled.r, points.length - 2 - groups.length, name) };
  return { ...plain, ...clusterInterval(pooled, points.map(({ cluster }) => cluster)) };
}

function compareText(a: string | null, b: string | null): number {
  const [first, second] = [a ?? "", b ?? ""];
  return first < second ? -1 : Number(first > second);
}
