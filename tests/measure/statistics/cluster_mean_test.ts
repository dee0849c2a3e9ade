import { assert } from "@std/assert";
import { clusterMean } from "../../../lib/measure/statistics/shares.ts";

Deno.test("Equal shares say no more than their clusters, though their mean is rounded", () => {
  // 0.1 added eight times is not 0.8; the interval is statsmodels' for 1.28 independent cases
  const { low, high } = clusterMean([Array(7).fill(0.1), [0.1]]);
  assert(Math.abs(low! - 7.916346153663545e-5) < 1e-9, `${low}`);
  assert(Math.abs(high! - 0.993628113264369) < 1e-9, `${high}`);
});
