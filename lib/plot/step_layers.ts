import type { DistributionSteps } from "./distribution_steps.ts";
import { SPOKEN } from "./spoken.ts";

/** How the axes of overlaid histograms look. */
export interface StepLook {
  /** Scale and axis of x. */
  x: Record<string, unknown>;
  /** Scale and axis of y. */
  y: Record<string, unknown>;
}

/**
 * The Vega-Lite layers that draw histograms over one another: see-through areas with their outlines, and bars that are
 * not seen but say what a bin holds.
 *
 * @param steps The histograms. The colour channel over `source` is the caller's.
 * @param look The axes.
 * @returns Two layers.
 */
export function stepLayers(steps: readonly DistributionSteps[], { x, y }: StepLook) {
  return [
    {
      data: { values: steps.flatMap(({ outline }) => outline) },
      mark: {
        type: "area" as const,
        opacity: 0.25,
        line: { strokeWidth: 1.6, strokeJoin: "miter" as const, opacity: 1, aria: false },
        aria: false,
      },
      encoding: {
        x: { field: "at", type: "quantitative" as const, ...x },
        y: { field: "share", type: "quantitative" as const, stack: null, ...y },
        detail: { field: "piece", type: "nominal" as const },
      },
    },
    {
      data: { values: steps.flatMap(({ bins }) => bins) },
      mark: { type: "bar" as const, opacity: 0, binSpacing: 0 },
      encoding: {
        x: { field: "from", type: "quantitative" as const, bin: "binned" as const, ...x },
        x2: { field: "to" },
        y: { field: "share", type: "quantitative" as const, stack: null, ...y },
        ...SPOKEN,
      },
    },
  ];
}
