import { counted, percent, whole } from "../../display/mod.ts";
import type { Distribution } from "../../measure/mod.ts";
import { TOOLTIP_CHANNELS } from "../chart/theme.ts";
import { histogramBars } from "./histogram_bars.ts";

/** How the axes of overlaid histograms look. */
interface HistogramAxes {
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
export function overlaidHistogramLayers(steps: readonly ShareHistogram[], { x, y }: HistogramAxes) {
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
        ...TOOLTIP_CHANNELS,
      },
    },
  ];
}

/** One bin of one source. */
interface ShareBin {
  /** The source's name as it is shown. */
  source: string;
  /** Where the bin begins on the axis. */
  from: number;
  /** Where it ends. */
  to: number;
  /** Its part of the source's traces, 0–1. */
  share: number;
  /** What the bin says: `kimi, 12 – 15 turns: 30 traces, 20%`. */
  words: string;
}

/** A corner of an outline. */
interface OutlinePoint {
  /** The source. */
  source: string;
  /** Which piece of the outline, from 0: bins that hold something, without a gap. */
  piece: number;
  /** Where on the axis. */
  at: number;
  /** How high. */
  share: number;
}

/** A distribution as the rows of a chart. */
interface ShareHistogram {
  /** The bins that hold something. */
  bins: ShareBin[];
  /** The outline of the bins, in order. */
  outline: OutlinePoint[];
}

/**
 * The rows that draw a distribution as shares of its traces, so that groups of different size compare.
 *
 * @param distribution The distribution.
 * @param source The source's name as it is shown.
 * @param unit What is counted, in the plural.
 * @returns Bins and outline.
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

/** Along the tops of the bins, down to zero where a gap begins and up again where it ends. */
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
