/**
 * Answers questions about numbers, one a line on standard input as `{"ask": …, …}`, with one line of JSON each: what
 * the measure room computes of them.
 *
 * @module
 */
import { correlate, type Facts } from "tracebook";
import { clusterSides, clusterSums, type Sides } from "../../../lib/measure/compare/clusters.ts";
import { permutationTest, swapStatistics } from "../../../lib/measure/compare/permutation.ts";
import { benjaminiHochberg, cliffsDelta, traceFacts, wilsonShare } from "../../../lib/measure/mod.ts";
import { correlation } from "../../../lib/measure/statistics/correlation.ts";
import { tQuantile } from "../../../lib/measure/statistics/quantiles.ts";
import { seededRandom } from "../../../lib/measure/statistics/seeded.ts";
import { clusterMean } from "../../../lib/measure/statistics/shares.ts";

/** Values of either side, with the cluster of each. */
interface Sources {
  a: [cluster: string, value: number][];
  b: [cluster: string, value: number][];
}

function clustered({ a, b }: Sources) {
  const { clusters, layout, exchanged } = clusterSides(a, b, ([cluster]) => cluster);
  const values = clusters.map((sides) =>
    sides.map((side) => side.map(([, value]) => value)) as unknown as Sides<number[]>
  );
  return { metrics: clusterSums([values]), layout, sign: exchanged ? -1 : 1 };
}

const PLAIN = traceFacts({ id: "", conversations: [] });

// deno-lint-ignore no-explicit-any -- the questions are JSON of many shapes
const ANSWERS: Record<string, (question: any) => unknown> = {
  cliff: ({ a, b }) => cliffsDelta(a, b),
  adjust: ({ p }) => benjaminiHochberg(p),
  wilson: ({ part, whole }) => wilsonShare(part, whole),
  correlation: ({ x, y }) => ({
    pearson: correlation(x, y, "pearson"),
    spearman: correlation(x, y, "spearman"),
  }),
  pooled({ x, y, group }: { x: number[]; y: number[]; group: string[] }) {
    const facts = x.map((turns, i): Facts => ({
      ...PLAIN,
      turns,
      steps: y[i]!,
      category: group[i]!,
      group_key: `${i}`,
    }));
    const { pearson, spearman } = correlate(facts, "turns", "steps").pooled;
    return { pearson, spearman };
  },
  statistic(sources: Sources) {
    const { metrics, layout, sign } = clustered(sources);
    const real = Uint32Array.from({ length: layout.first + layout.both }, (_, i) => i);
    const [value] = swapStatistics(metrics, layout)(real);
    return { value: sign * value!, means: sign < 0 ? metrics[0]!.means.toReversed() : metrics[0]!.means };
  },
  exact(sources: Sources) {
    const { metrics, layout } = clustered(sources);
    return permutationTest(metrics, layout, 99, seededRandom(0, 0))[0];
  },
  cluster_mean: ({ clusters }) => clusterMean(clusters),
  quantile: ({ freedom, probability }) => tQuantile(freedom, probability),
};

for (const line of (await new Response(Deno.stdin.readable).text()).split("\n").filter(Boolean)) {
  const question = JSON.parse(line);
  console.log(JSON.stringify(ANSWERS[question.ask]!(question)));
}
