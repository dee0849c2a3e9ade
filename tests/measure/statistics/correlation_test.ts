import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  clusterInterval,
  correlation,
  type CorrelationName,
  type Pairs,
  pooledCorrelation,
} from "../../../lib/measure/statistics/correlation.ts";
import { randomOf } from "../compare/simulated.ts";

const NAMES: CorrelationName[] = ["pearson", "spearman"];
const group = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
  maxLength: 25,
})
  .map((list): Pairs => ({ x: list.map(([x]) => x), y: list.map(([, y]) => y) }));

/** A correlation of pairs of which each counts as often as its weight says, straight from the definition. */
function weighted(groups: readonly Pairs[], weights: readonly number[], name: CorrelationName): number {
  let [xx, yy, xy, next] = [0, 0, 0, 0];
  for (const { x, y } of groups) {
    const w = weights.slice(next, next += x.length);
    const total = w.reduce((sum, one) => sum + one, 0);
    const score = (values: readonly number[]) => {
      const middle = (value: number) =>
        values.reduce((sum, other, i) => sum + w[i]! * (Math.sign(value - other) + 1) / 2, 0) / total;
      const given = name === "pearson" ? [...values] : values.map(middle);
      const mean = given.reduce((sum, value, i) => sum + w[i]! * value, 0) / total;
      return given.map((value) => value - mean);
    };
    const [a, b] = [score(x), score(y)];
    w.forEach((one, i) => {
      xx += one * a[i]! ** 2;
      yy += one * b[i]! ** 2;
      xy += one * a[i]! * b[i]!;
    });
  }
  return xy / Math.sqrt(xx * yy);
}

for (const name of NAMES) {
  Deno.test(`${name}: with one group the pooled correlation is the plain one`, () => {
    fc.assert(fc.property(group, (pairs) => {
      const [plain, pooled] = [
        correlation([...pairs.x], [...pairs.y], name).r,
        pooledCorrelation([pairs], name)?.r,
      ];
      assert(plain === null ? pooled === undefined : Math.abs(plain - pooled!) < 1e-12, `${plain} ${pooled}`);
    }));
  });

  Deno.test(`${name}: the influence of a pair is what a little more of it does to the correlation`, () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 3 }), fc.nat(), (groups, pick) => {
        const found = pooledCorrelation(groups, name);
        if (!found || Math.abs(found.r) > 0.999) return;
        const n = found.influence.length;
        const ones = new Array(n).fill(1);
        assert(Math.abs(weighted(groups, ones, name) - found.r) < 1e-12);
        const step = 1e-4;
        const at = (change: number) => weighted(groups, ones.with(pick % n, 1 + change), name);
        const slope = (at(step) - at(-step)) / (2 * step) * n;
        const influence = found.influence[pick % n]!;
        assert(Math.abs(slope - influence) < 1e-4 * (1 + Math.abs(influence)), `${slope} ${influence}`);
      }),
    );
  });
}

Deno.test("nothing to correlate is null, a perfect correlation has no room for error", () => {
  const none = { r: null, low: null, high: null };
  for (const name of NAMES) {
    assertEquals(correlation([], [], name), none);
    assertEquals(correlation([1], [2], name), none);
    assertEquals(correlation([0.1, 0.1, 0.1], [1, 2, 3], name), none);
    assertEquals(pooledCorrelation([{ x: [0.1, 0.1, 0.1], y: [1, 2, 3] }], name), undefined);
    const { r, low, high } = correlation([1, 2, 3], [2, 3, 5], name);
    assert(r! > 0.9 && low === null && high === null);
    const line = correlation([1, 2, 3, 4, 5], [2, 4, 6, 8, 10], name);
    assert([line.r, line.low, line.high].every((value) => Math.abs(value! - 1) < 1e-7), JSON.stringify(line));
    const perfect = pooledCorrelation([{ x: [1, 2, 3, 4, 5], y: [2, 4, 6, 8, 10] }], name)!;
    assertEquals(clusterInterval(perfect, ["a", "b", "c", "d", "e"]), {
      clusterLow: perfect.r,
      clusterHigh: perfect.r,
    });
    assertEquals(clusterInterval(perfect, ["a", "b", "c", "c", "c"]).clusterLow, null);
  }
});

Deno.test("the clustered interval of Spearman's correlation holds the truth 93 to 97 times in a hundred", () => {
  const { unit, normal } = randomOf(3);
  const truth = 6 / Math.PI * Math.asin(0.4 / 2); // of normal pairs with Pearson's 0.4
  let [clustered, textbook] = [0, 0];
  const rounds = 1000;
  for (let round = 0; round < rounds; round++) {
    const pairs: { x: number[]; y: number[] } = { x: [], y: [] };
    const clusters: string[] = [];
    for (let cluster = 0; cluster < 40; cluster++) {
      const pair = () =>
        [normal(), normal()].map((z, i, [first]) => i === 0 ? z : 0.4 * first! + Math.sqrt(0.84) * z);
      const own = pair();
      do {
        const [x, y] = pair().map((z, i) => Math.sqrt(0.6) * own[i]! + Math.sqrt(0.4) * z);
        pairs.x.push(Math.exp(x!)); // whatever the shape
        pairs.y.push(y!);
        clusters.push(String(cluster));
      } while (unit() < 0.5);
    }
    const { clusterLow, clusterHigh } = clusterInterval(pooledCorrelation([pairs], "spearman")!, clusters);
    const { low, high } = correlation(pairs.x, pairs.y, "spearman");
    if (clusterLow! <= truth && truth <= clusterHigh!) clustered++;
    if (low! <= truth && truth <= high!) textbook++;
  }
  assert(clustered >= 0.93 * rounds && clustered <= 0.97 * rounds, `${clustered}`);
  assert(textbook < 0.92 * rounds, `look-alikes would not matter: ${textbook}`);
});
