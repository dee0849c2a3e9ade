/** Where a bar on a logarithmic axis of counts begins: below 1, so that a bar of one is seen. */
export const LOG_BASE = 0.8;

/** A logarithmic axis for counts. */
export interface LogAxis {
  /** The Vega-Lite scale. */
  scale: { type: "log"; domain: [number, number]; nice: false };
  /** The labelled values: the powers of ten, and 2 and 5 times these where there is room. */
  ticks: number[];
}

/**
 * The axis on which counts up to a greatest one are shown.
 *
 * @param greatest The greatest count, at least 1.
 * @returns The scale from {@link LOG_BASE} to a little above the greatest count, and its ticks.
 */
export function logAxis(greatest: number): LogAxis {
  const reach = Math.max(greatest, 7);
  // A label above the greatest bar needs some 8 percent of the axis's length, whatever its span.
  const top = Math.round(reach * (reach / LOG_BASE) ** 0.08);
  const steps = top < 200 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = 1; power <= top; power *= 10) {
    for (const step of steps) if (step * power <= top) ticks.push(step * power);
  }
  return { scale: { type: "log", domain: [LOG_BASE, top], nice: false }, ticks };
}
