import type { Facts } from "../facts.ts";

/**
 * What to call two sources whose names nobody gave.
 *
 * @param a The facts of the one.
 * @param b The facts of the other.
 * @returns What each one's facts say in `source`, if they agree with themselves and not with the other; else a and b.
 */
export function sourceNames(a: readonly Facts[], b: readonly Facts[]): [a: string, b: string] {
  const [ofA, ofB] = [a, b].map((facts) => new Set(facts.map(({ source }) => source)));
  const [first, second] = [[...ofA!][0], [...ofB!][0]];
  const clear = ofA!.size === 1 && ofB!.size === 1 && first && second && first !== second;
  return clear ? [first, second] : ["a", "b"];
}
