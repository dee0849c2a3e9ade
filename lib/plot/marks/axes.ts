import type { Distribution } from "../../measure/mod.ts";
import { TEXT_COLOURS } from "../chart/theme.ts";

/** Result of {@linkcode distributionAxis}. */
interface DistributionAxis {
  /** Scale and axis of the Vega-Lite channel. */
  channel: { scale: Record<string, unknown>; axis: Record<string, unknown> };
  /** Returns the position of a value on the axis, 0–1. */
  position: (value: number) => number;
}

/** Makes the x axis over a distribution's bins, linear or logarithmic (with a place for zero) as the bins are. */
export function distributionAxis(
  { edges, spacing }: Pick<Distribution, "edges" | "spacing">,
  unit: string,
  ticks = 10,
): DistributionAxis {
  const single = spacing === "equal" && edges[1]! - edges[0]! === 1;
  const low = edges[0]! - (single ? 0.5 : 0);
  const high = Math.max(edges.at(-1)! - (single ? 0.5 : 0), single ? low + MIN_BARS : 0);
  const common = { format: ",d", grid: false, labelOverlap: "greedy", labelSeparation: 6 };
  if (spacing === "equal") {
    return {
      channel: {
        scale: { domain: [low, high], nice: false, zero: false },
        axis: { title: unit, tickMinStep: 1, tickCount: ticks, ...common },
      },
      position: (value) => (value - low) / (high - low),
    };
  }
  return {
    channel: {
      scale: { type: "symlog", constant: 1, domain: [low, high], nice: false },
      axis: { title: `${unit} (log scale)`, values: logTicks(low, high, ticks), ...common },
    },
    position: (value) => Math.log1p((value - low) / (1 + low)) / Math.log1p((high - low) / (1 + low)),
  };
}

/** Bars of one value each that an axis has room for at least, or a single bar would fill the plot. */
const MIN_BARS = 6;

/** Labelled multiples of each power of ten, from many to few. */
const TICK_STEPS = [[1, 2, 5], [1, 3], [1]];

/** Returns zero and the powers of ten in a range, with steps between where there is room. */
function logTicks(low: number, high: number, most: number): number[] {
  const choices = TICK_STEPS.map((steps) => {
    const values = [0];
    for (let power = 1; power <= high; power *= 10) for (const step of steps) values.push(step * power);
    return values.filter((value) => value >= low && value <= high);
  });
  return choices.find((values) => values.length <= most) ?? choices.at(-1)!;
}

/** The layer with a dashed line at x = 0, across all rows. */
export const ZERO_LINE = {
  data: { values: [{ at: 0 }] },
  mark: { type: "rule", color: TEXT_COLOURS.quiet, strokeDash: [3, 3], aria: false },
  encoding: { x: { field: "at", type: "quantitative" }, y: null },
};

/** Count at which bars on a logarithmic axis begin: below 1, so that a bar of one is seen. */
export const LOG_BASE = 0.8;

/** Result of {@linkcode logAxis}. */
interface LogAxis {
  /** The Vega-Lite scale. */
  scale: { type: "log"; domain: [number, number]; nice: false };
  /** Labelled values: the powers of ten, and 2 and 5 times these where there is room. */
  ticks: number[];
}

/** Makes the axis of counts from {@linkcode LOG_BASE} to a little above the greatest count, which is at least 1. */
export function logAxis(greatest: number): LogAxis {
  const limit = Math.max(greatest, 7);
  // A label above the greatest bar needs some 8 percent of the axis's length, whatever its span.
  const top = Math.round(limit * (limit / LOG_BASE) ** 0.08);
  const steps = top < 200 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = 1; power <= top; power *= 10) {
    for (const step of steps) if (step * power <= top) ticks.push(step * power);
  }
  return { scale: { type: "log", domain: [LOG_BASE, top], nice: false }, ticks };
}
