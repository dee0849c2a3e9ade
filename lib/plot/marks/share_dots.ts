import type { ChartSpec } from "../chart/chart.ts";
import { TEXT_COLOURS, TOOLTIP_CHANNELS } from "../chart/theme.ts";

/** One row of the plot: a share, drawn as a dot with its interval. */
export interface ShareDot {
  /** Label of the row. */
  group: string;
  /** The share, 0–1 (or a difference of shares). */
  rate: number;
  /** Lower end of the interval. */
  low: number;
  /** Upper end of the interval. */
  high: number;
  /** Text to the right of the row. */
  label: string;
  /** Tooltip and ARIA description of the row. */
  words: string;
}

/** Options for {@linkcode shareDots}. */
export interface ShareDotsOptions {
  /** Width of the plot, in px. */
  width: number;
  /** Colour of dots and lines, as CSS. */
  colour: string;
  /** Title of the x axis. */
  title: string;
  /** Range of the x axis. @default {[0, 1]} */
  domain?: [least: number, most: number];
}

const ROW_HEIGHT = 26;

/** Draws shares below each other, each as a dot with its interval and a text to the right; labels must differ. */
export function shareDots(
  values: readonly ShareDot[],
  { width, colour, title, domain = [0, 1] }: ShareDotsOptions,
): Pick<ChartSpec, "width" | "height" | "data" | "encoding"> & { layer: object[] } {
  return {
    width,
    height: ROW_HEIGHT * Math.max(values.length, 3),
    data: { values: [...values] },
    encoding: {
      y: {
        field: "group",
        type: "nominal",
        scale: { domain: values.map(({ group }) => group) },
        axis: { title: null, domain: false, ticks: false, labelPadding: 12 },
      },
    },
    layer: [
      {
        mark: { type: "rule", aria: false, color: colour, strokeWidth: 2 },
        encoding: {
          x: {
            field: "low",
            type: "quantitative",
            scale: { domain },
            axis: { title, format: "%", tickCount: 5, domain: false, ticks: false },
          },
          x2: { field: "high" },
        },
      },
      {
        mark: { type: "point", filled: true, size: 70, color: colour, opacity: 1 },
        encoding: { x: { field: "rate", type: "quantitative" }, ...TOOLTIP_CHANNELS },
      },
      {
        mark: { type: "text", aria: false, align: "left", fontSize: 10, color: TEXT_COLOURS.quiet },
        encoding: { x: { value: width + 8 }, text: { field: "label", type: "nominal" } },
      },
    ],
  };
}
