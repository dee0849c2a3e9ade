/**
 * Adds up the values at some places. Four sums are kept at a time, as a processor adds them side by side.
 *
 * @param values The values.
 * @param at The places.
 * @returns The sum; the same places in the same order give the same digits.
 */
export function sumAt(values: Float64Array, at: Uint32Array): number {
  const whole = at.length & ~3;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += values[at[i]!]!;
    b += values[at[i + 1]!]!;
    c += values[at[i + 2]!]!;
    d += values[at[i + 3]!]!;
  }
  for (let i = whole; i < at.length; i++) a += values[at[i]!]!;
  return a + b + (c + d);
}

/**
 * Adds up the values from one place to before another, each as often as its weight says; likewise four at a time.
 *
 * @param values The values.
 * @param weights The weights, of the same places.
 * @param from The first place.
 * @param to The place behind the last.
 * @returns The sum.
 */
export function weightedSum(values: Float64Array, weights: Float64Array, from: number, to: number): number {
  const whole = from + ((to - from) & ~3);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = from; i < whole; i += 4) {
    a += values[i]! * weights[i]!;
    b += values[i + 1]! * weights[i + 1]!;
    c += values[i + 2]! * weights[i + 2]!;
    d += values[i + 3]! * weights[i + 3]!;
  }
  for (let i = whole; i < to; i++) a += values[i]! * weights[i]!;
  return a + b + (c + d);
}
