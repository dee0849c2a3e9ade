import type { CorrelationName } from "./correlation.ts";
import { SCORES } from "./correlation_scores.ts";

/** Pairs of values of one group. */
export interface Pairs {
  /** The one variable. */
  x: readonly number[];
  /** The other, in the same order. */
  y: readonly number[];
}

/** A correlation within groups, with what each pair did to it. */
export interface PooledCorrelation {
  /** The correlation. */
  r: number;
  /** By how much one more pair like this would move it, times the number of pairs: group after group. */
  influence: Float64Array;
}

/**
 * The correlation within groups: of the values (or the ranks within the group) less their group's mean, over all groups
 * together. With one group it is the plain correlation.
 *
 * @param groups The groups.
 * @param name Which kind.
 * @returns The correlation, and each pair's influence on it; undefined if a variable does not vary within any group.
 * @see https://doi.org/10.1080/01621459.1974.10482962 F. R. Hampel, 1974, on influence
 */
export function pooledCorrelation(
  groups: readonly Pairs[],
  name: CorrelationName,
): PooledCorrelation | undefined {
  const products = groups.map(({ x, y }) => {
    const [sx, sy] = [SCORES[name](x), SCORES[name](y)];
    const [a, b] = [sx.scores, sy.scores];
    return {
      xx: moment(a, a, sx.carried(a), sx.carried(a)),
      yy: moment(b, b, sy.carried(b), sy.carried(b)),
      xy: moment(a, b, sx.carried(b), sy.carried(a)),
    };
  });
  const [xx, yy, xy] = (["xx", "yy", "xy"] as const).map((key) => joined(products.map((one) => one[key])));
  const scale = Math.sqrt(xx!.mean * yy!.mean);
  if (!(scale > 0)) return undefined;
  const r = Math.max(-1, Math.min(1, xy!.mean / scale));
  const influence = xy!.influence.map((value, i) =>
    value / scale - r / 2 * (xx!.influence[i]! / xx!.mean + yy!.influence[i]! / yy!.mean)
  );
  return { r, influence };
}

interface Moment {
  products: Float64Array;
  carried: Float64Array;
}

function moment(a: Float64Array, b: Float64Array, first: Float64Array, second: Float64Array): Moment {
  return {
    products: a.map((value, i) => value * b[i]!),
    carried: first.map((value, i) => value + second[i]!),
  };
}

/** The mean of products over all groups, and each observation's influence on it. */
function joined(moments: Moment[]): { mean: number; influence: Float64Array } {
  const products = Float64Array.from(moments.flatMap((one) => [...one.products]));
  const carried = moments.flatMap((one) => [...one.carried]);
  const mean = products.reduce((sum, value) => sum + value, 0) / products.length;
  return { mean, influence: products.map((value, i) => value - mean + carried[i]!) };
}
