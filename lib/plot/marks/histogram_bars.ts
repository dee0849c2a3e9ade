import type { Histogram } from "../../measure/mod.ts";

/** A bin that is not empty. */
export interface Bin {
  /** Lower edge, in the unit of the values. */
  from: number;
  /** Upper edge, in the unit of the values. */
  to: number;
  /** Number of values in the bin. */
  count: number;
  /** Both edges as text: `3 – 5.5`. */
  range: string;
}

/** Result of {@linkcode histogramBars}. */
export interface HistogramBars {
  /** Bins that are not empty, ascending; an empty bin has no bar, also on a logarithmic scale. */
  values: Bin[];
  /** Sum of all counts. */
  total: number;
  /** Greatest count of a bin. */
  greatest: number;
  /** First edge of the histogram. */
  low: number;
  /** Last edge of the histogram. */
  high: number;
}

const EDGE = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** Makes the data rows of a histogram; throws a `RangeError` if there is not one edge more than there are counts. */
export function histogramBars({ counts, edges }: Histogram): HistogramBars {
  if (counts.length > 0 && edges.length !== counts.length + 1) {
    throw new RangeError(
      `Cannot draw ${counts.length} bins with ${edges.length} edges: give one edge more than bins`,
    );
  }
  const values = counts.flatMap((count, i) => {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    return count > 0 ? [{ from, to, count, range: `${EDGE.format(from)} – ${EDGE.format(to)}` }] : [];
  });
  return {
    values,
    total: values.reduce((sum, { count }) => sum + count, 0),
    greatest: values.reduce((most, { count }) => Math.max(most, count), 0),
    low: edges[0] ?? 0,
    high: edges.at(-1) ?? 1,
  };
}

/** Options for {@linkcode histogramLayers}. */
export interface HistogramOptions {
  /** Unit of the values, in the plural. */
  unit: string;
  /** What is counted, in the plural. */
  counted: string;
  /** Colour of the bars, as CSS. */
  colour: string;
  /** Vega-Lite axis of x. */
  axis: Record<string, unknown>;
  /** Vega-Lite scale and axis of y. */
  y: Record<string, unknown>;
  /** Count at which the bars begin. @default {0} */
  base?: number;
}

/** Returns the part of a Vega-Lite spec that draws a histogram as bars. */
export function histogramLayers(
  { values, low, high }: HistogramBars,
  { unit, counted, colour, axis, y, base }: HistogramOptions,
) {
  return {
    data: { values },
    encoding: {
      x: {
        field: "from",
        type: "quantitative" as const,
        bin: "binned" as const,
        scale: { domain: [low, high], nice: false, zero: false },
        axis,
      },
      x2: { field: "to" },
      y: { field: "count", type: "quantitative" as const, ...y },
      ...(base === undefined ? {} : { y2: { datum: base } }),
      tooltip: [
        { field: "range", type: "nominal" as const, title: unit },
        { field: "count", type: "quantitative" as const, title: counted, format: "," },
      ],
    },
    layer: [{ mark: { type: "bar" as const, color: colour, binSpacing: 1 } }],
  };
}
