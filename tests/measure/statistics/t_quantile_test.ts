import { assert } from "@std/assert";
import { tQuantile } from "../../../lib/measure/statistics/quantiles.ts";

// scipy.stats.t.ppf(p, freedom), scipy 1.17.1
const SCIPY: readonly (readonly [freedom: number, quantiles: Record<string, number>])[] = [
  [1, { 0.95: 6.313751514675037, 0.975: 12.706204736174694, 0.995: 63.656741162871526 }],
  [2, { 0.95: 2.9199855803537242, 0.975: 4.302652729749462, 0.995: 9.924843200918287 }],
  [3, { 0.95: 2.3533634348018233, 0.975: 3.1824463052837078, 0.995: 5.840909309733355 }],
  [5, { 0.95: 2.0150483733330233, 0.975: 2.5705818356363146, 0.995: 4.032142983555228 }],
  [30, { 0.95: 1.697260886593957, 0.975: 2.0422724563012378, 0.995: 2.7499956535672254 }],
];

function assertClose(actual: number, expected: number): void {
  assert(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

Deno.test("Student's quantile is scipy's, from one degree of freedom on", () => {
  for (const [freedom, quantiles] of SCIPY) {
    for (const [probability, expected] of Object.entries(quantiles)) {
      assertClose(tQuantile(freedom, Number(probability)), expected);
    }
    assertClose(tQuantile(freedom), quantiles[0.975]!);
  }
});

Deno.test("Degrees of freedom need not be whole, and may be many", () => {
  assertClose(tQuantile(3.7), 2.8675207071911895);
  assertClose(tQuantile(1e6), 1.959966356814107);
});
