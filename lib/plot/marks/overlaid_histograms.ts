import { counted, percent, whole } from "../../display/mod.ts";
import type { Distribution } from "../../measure/mod.ts";
import { TOOLTIP_CHANNELS } from "../chart/theme.ts";
import { histogramBars } from "./histogram_bars.ts";

/** Scales and axes of overlaid histograms. */
interface HistogramAxes {
  /** Vega-Lite scale and axis of x. */
  x: Record<string, unknown>;
  /** Vega-Lite scale and axis of y. */
  y: Record<string, unknown>;
}

/**
 * Makes the layers that draw histograms over one another: transparent areas with their outlines, and invisible bars that
 * carry the tooltips. The caller's colour channel reads the field `source`.
 */
export function overlaidHistogramLayers(histograms: readonly ShareHistogram[], { x, y }: HistogramAxes) {
  return [
    {
      data: { values: histograms.flatMap(({ outline }) => outline) },
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
      data: { values: histograms.flatMap(({ bins }) => bins) },
      mark: { type: "bar" as const, opacity: 0, binSpacing: 0 },
      encoding: {
        x: { field: "from", type: "quantitative" as const, bin: "binned" as const, ...x },
        x2: { field: "to" },
        y: { field: "share", type: "quantitative" as const, stack: null, ...y },
        ...TOOLTIP_CHANNELS,
      },
    },
  ];
}

/** A bin of one source. */
interface ShareBin {
  /** Label of the source. */
  source: string;
  /** Where the bin begins on the axis. */
  from: number;
  /** Where the bin ends on the axis. */
  to: number;
  /** Share of the source's traces that are in the bin, 0–1. */
  share: number;
  /** Tooltip: `kimi, 12 – 15 turns: 30 traces, 20%`. */
  words: string;
}

/** A point of a histogram's outline. */
interface OutlinePoint {
  /** Label of the source. */
  source: string;
  /** Number of the piece of the outline, from 0; an empty bin begins a new piece. */
  piece: number;
  /** Position on the x axis. */
  at: number;
  /** Height, as a share of the source's traces. */
  share: number;
}

/** Result of {@linkcode makeShareHistogram}. */
interface ShareHistogram {
  /** Bins that are not empty. */
  bins: ShareBin[];
  /** Points of the outline, from left to right. */
  outline: OutlinePoint[];
}

/**
 * Makes the data rows of a distribution as shares of its traces, so that groups of different size compare; `unit` is what
 * is counted, in the plural.
 */
export function makeShareHistogram(
  distribution: Distribution,
  source: string,
  unit: string,
): ShareHistogram {
  const { counts, edges, n, spacing } = distribution;
  const single = spacing === "equal" && edges[1]! - edges[0]! === 1;
  const shift = single ? -0.5 : 0;
  const share = (count: number) => n === 0 ? 0 : round(count / n);
  const bins = histogramBars({ counts, edges }).values.map(({ from, to, count }) => ({
    source,
    from: from + shift,
    to: to + shift,
    share: share(count),
    words: `${source}, ${from === to - 1 ? whole(from) : `${whole(from)} – ${whole(to - 1)}`} ${unit}: ${
      counted(count, "trace")
    }, ${percent(count / n)}`,
  }));
  return { bins, outline: traceOutline(bins) };
}

/** Returns the points along the tops of the bins, down to zero at each gap. */
function traceOutline(bins: readonly ShareBin[]): OutlinePoint[] {
  const corners: OutlinePoint[] = [];
  let piece = -1;
  bins.forEach(({ source, from, to, share }, i) => {
    if (bins[i - 1]?.to !== from) corners.push({ source, piece: ++piece, at: from, share: 0 });
    corners.push({ source, piece, at: from, share }, { source, piece, at: to, share });
    if (bins[i + 1]?.from !== to) corners.push({ source, piece, at: to, share: 0 });
  });
  return corners;
}

function round(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
