/** Traces whose true means are known: clusters of unequal size, with something in common within each. */
import { compareTraces } from "../../../lib/measure/compare/compare_facts.ts";
import { type Facts, METRICS, traceFacts } from "../../../lib/measure/mod.ts";
import { seededRandom } from "../../../lib/measure/statistics/seeded.ts";

type Draw = () => number;

/** Random numbers of the kinds that the simulations need. */
export function randomOf(seed: number): { unit: Draw; normal: Draw } {
  const below = seededRandom(seed, 99);
  const unit = () => (below(2 ** 32) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  return { unit, normal };
}

/** From a normal number to a value, with the mean that gives. */
const SHAPES = {
  normal: { value: (z: number) => z, mean: 0 },
  skewed: { value: (z: number) => Math.exp(0.7 * z), mean: Math.exp(0.7 ** 2 / 2) },
  "long tail": { value: (z: number) => Math.exp(z), mean: Math.exp(0.5) },
  count: {
    value: (z: number, unit: Draw) => poisson(Math.exp(1 + 0.6 * z), unit),
    mean: Math.exp(1 + 0.6 ** 2 / 2),
  },
  share: { value: (z: number) => Number(z > 0.5244005127080407), mean: 0.3 },
  rare: { value: (z: number) => Number(z > 1.6448536269514722), mean: 0.05 },
};

const SIZES = {
  one: () => 1,
  few: (unit: Draw) => 1 + Math.floor(Math.log(unit()) / Math.log(0.4)), // geometric, mean 1.7
  unequal: (unit: Draw) => Math.min(1 + Math.floor(unit() ** (-1 / 1.2) - 1), 25), // Pareto, up to 25
};

/** How simulated sources are made. */
export interface Scenario {
  /** What is special about it. */
  name: string;
  /** Clusters in the first source alone, in both, in the second alone. */
  clusters: [a: number, both: number, b: number];
  /** The shape of the values. */
  shape: keyof typeof SHAPES;
  /** The sizes of the clusters in the first source and in the second. */
  sizes: [keyof typeof SIZES, keyof typeof SIZES];
  /** The share of the variance that a cluster has in common. */
  common: number;
  /** What the second source's values are multiplied by; its normal numbers too, where the shape is normal. */
  scale?: number;
  /** By how much shared clusters are higher; which clusters are shared is then left to chance. */
  harder?: number;
}

/** The true difference of the means. */
export function trueDifference({ shape, scale = 1, harder = 0, clusters: [a, both, b] }: Scenario): number {
  return SHAPES[shape].mean * (1 - scale) + harder * (both / (a + both) - both / (b + both));
}

const PLAIN = traceFacts({ id: "", conversations: [] });

/** Two sources; the values are in `turns`. */
export function simulate(scenario: Scenario, seed: number): [Facts[], Facts[]] {
  const { clusters: [a, both, b], shape, sizes, common, scale = 1, harder } = scenario;
  const { unit, normal } = randomOf(seed);
  const sources: [Facts[], Facts[]] = [[], []];
  const total = a + both + b;
  for (let i = 0; i < total; i++) {
    const place = harder === undefined ? i : unit() * total;
    const where = place < a ? [true, false] : place < a + both ? [true, true] : [false, true];
    const key = normal();
    const lift = where[0] && where[1] ? harder ?? 0 : 0;
    for (const side of [0, 1] as const) {
      const own = Math.sqrt(common) * (Math.sqrt(0.7) * key + Math.sqrt(0.3) * normal()) + lift;
      if (!where[side]) continue;
      for (let k = SIZES[sizes[side]](unit); k > 0; k--) {
        const z = own + Math.sqrt(1 - common) * normal();
        const turns = SHAPES[shape].value(z, unit) * (side === 1 ? scale : 1);
        sources[side].push({ ...PLAIN, group_key: `${seed} ${i}`, task_key: `${seed} ${i}`, turns });
      }
    }
  }
  return sources;
}

function poisson(mean: number, unit: Draw): number {
  let count = -1;
  for (let left = 1, end = Math.exp(-mean); left > end; left *= unit()) count++;
  return count;
}

/** Sources of many kinds: skewed, long-tailed, rare, unequal, of unlike spread, few, shared or not. */
export const SCENARIOS: readonly Scenario[] = [
  scenario("like the sample", [90, 35, 86], "skewed", ["few", "few"], 0.5),
  scenario("30 clusters each", [30, 0, 30], "skewed", ["few", "few"], 0.5),
  scenario("30 each, long tail", [30, 0, 30], "long tail", ["few", "few"], 0.5),
  scenario("100 unequal, long tail", [100, 0, 100], "long tail", ["unequal", "unequal"], 0.8),
  scenario("few, unequal", [15, 15, 15], "count", ["unequal", "unequal"], 0.8),
  scenario("many", [200, 100, 200], "count", ["few", "few"], 0.3),
  scenario("shared by chance, harder", [30, 60, 30], "normal", ["few", "few"], 0.5, { harder: 1 }),
  scenario("half as large again", [40, 0, 80], "skewed", ["few", "unequal"], 0.5, { scale: 1.5 }),
  scenario("twice the spread, smaller", [60, 0, 20], "normal", ["few", "few"], 0.5, { scale: 2 }),
  scenario("twice the spread, larger", [20, 20, 60], "normal", ["few", "few"], 0.5, { scale: 2 }),
  scenario("alone against unequal", [40, 0, 40], "normal", ["one", "unequal"], 0.8),
  scenario("10 against 150", [10, 0, 150], "normal", ["few", "few"], 0.5),
  scenario("shares", [60, 40, 60], "share", ["few", "few"], 0.5),
  scenario("rare", [60, 40, 60], "rare", ["few", "few"], 0.5),
  scenario("all shared", [0, 50, 0], "count", ["few", "few"], 0.5),
  scenario("12 pairs", [0, 12, 0], "skewed", ["one", "one"], 0.5),
  scenario("8 against 8", [8, 0, 8], "skewed", ["one", "one"], 0.5),
];

function scenario(
  name: string,
  clusters: Scenario["clusters"],
  shape: Scenario["shape"],
  sizes: Scenario["sizes"],
  common: number,
  more: Pick<Scenario, "scale" | "harder"> = {},
): Scenario {
  return { name, clusters, shape, sizes, common, ...more };
}

/** What came of comparing simulated sources. */
export interface Tried {
  /** The share of intervals that held the true difference. */
  covered: number;
  /** The share of p-values of at most 0.05. */
  rejected: number;
}

/** Simulates and compares many times. */
export function tryScenario(scenario: Scenario, rounds: number, resamples: number): Tried {
  const metrics = METRICS.filter(({ name }) => name === "turns");
  const truth = trueDifference(scenario);
  let [covered, rejected] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const [found] = compareTraces(...simulate(scenario, round), metrics, { seed: round, resamples });
    if (found!.low! <= truth && truth <= found!.high!) covered++;
    if (found!.p! <= 0.05) rejected++;
  }
  return { covered: covered / rounds, rejected: rejected / rounds };
}
