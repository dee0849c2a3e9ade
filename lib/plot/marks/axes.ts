import type { Distribution } from "../../measure/mod.ts";
import { TEXT_COLOURS } from "../chart/theme.ts";

/** The x axis of a distribution. */
interface DistributionAxis {
  /** Scale and axis of a Vega-Lite channel. */
  channel: { scale: Record<string, unknown>; axis: Record<string, unknown> };
  /** Where a value stands on the axis, 0–1. */
  position: (value: number) => number;
}

/**
 * The axis over a distribution's bins: in equal steps, or logarithmic with a place for zero where the bins are.
 *
 * @param distribution The distribution; others in the same bins have the same axis.
 * @param unit What is counted.
 * @param ticks About how many labels there is room for.
 * @returns The axis.
 */
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

/** Room for so many bars of one value each, or a single one would fill the picture. */
const MIN_BARS = 6;

/** How close labels stand on a logarithmic axis, closest first. */
const TICK_STEPS = [[1, 2, 5], [1, 3], [1]];

/** Zero and the powers of ten in a range, and steps between these where there is room. */
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

/** Where a bar on a logarithmic axis of counts begins: below 1, so that a bar of one is seen. */
export const LOG_BASE = 0.8;

/** A logarithmic axis for counts. */
interface LogAxis {
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
