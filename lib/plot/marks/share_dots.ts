import type { ChartSpec } from "../chart/chart.ts";
import { TEXT_COLOURS, TOOLTIP_CHANNELS } from "../chart/theme.ts";

/** One line of the picture: a share as a dot, with its interval. */
export interface ShareDot {
  /** What it is of: the line's name. */
  group: string;
  /** The share. */
  rate: number;
  /** Lower end of its interval. */
  low: number;
  /** Upper end. */
  high: number;
  /** What stands behind the line. */
  label: string;
  /** The line in words, for those who have it read out. */
  words: string;
}

/** How the lines are drawn. */
export interface ShareDotsOptions {
  /** The picture's width, in px. */
  width: number;
  /** The colour of dots and lines. */
  colour: string;
  /** What x is. */
  title: string;
  /** The range of x. @default {[0, 1]} */
  domain?: [least: number, most: number];
}

const ROW_HEIGHT = 26;

/**
 * Shares below each other, each as a dot with its interval and a text behind it.
 *
 * @param values The lines, in order, with names that differ.
 * @param options How they are drawn.
 * @returns The part of a spec that draws them.
 */
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
