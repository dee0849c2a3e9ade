import { counted, whole } from "../display/numbers.ts";
import { type DensityCell, densityCells, type Point } from "./density_cells.ts";
import { distributionAxis } from "./distribution_axis.ts";
import type { Panel } from "./panel.ts";
import type { SourceKey } from "./source_key.ts";
import { SPOKEN } from "./spoken.ts";
import { COLOURS } from "./theme.ts";

/** The traces of one source: words of thought to the right, tool calls upwards. */
export interface ThinkingSeries {
  /** The source. */
  key: SourceKey;
  /** A point for each trace. */
  points: Point[];
  /** Median calls along the words. */
  medians: Point[];
}

/** The edges that all series share. */
export interface ThinkingFrame {
  /** To the right. */
  xs: number[];
  /** Upwards. */
  ys: number[];
}

const ALONE = { width: 720, height: 320 };
const BESIDE = { width: 345, height: 280 };

/**
 * Traces counted in fields, each source in a panel, with the median calls as a line.
 *
 * @param series The sources.
 * @param frame The edges of the fields.
 * @returns The part of a Vega-Lite spec that draws them.
 */
export function thinkingDensity(series: readonly ThinkingSeries[], frame: ThinkingFrame) {
  const size = series.length === 1 ? ALONE : BESIDE;
  const cells = series.map(({ points }) => densityCells(points, frame.xs, frame.ys));
  const most = cells.flat().reduce((most, { count }) => Math.max(most, count), 0);
  return {
    columns: 2,
    spacing: { column: 28, row: 28 },
    concat: series.map((one, i) => panel(one, cells[i]!, { frame, size, most, left: i % 2 === 0 })),
  };
}

interface Look {
  frame: ThinkingFrame;
  size: { width: number; height: number };
  most: number;
  left: boolean;
}

function panel({ key, medians }: ThinkingSeries, cells: DensityCell[], { frame, size, most, left }: Look) {
  const { x, y } = thinkingAxes(frame, size);
  const values = cells.map((cell) => ({
    ...cell,
    words: `${key.name}, words of thought ${range(cell.x, cell.x2)}, tool calls ${range(cell.y, cell.y2)}: ${
      counted(cell.count, "trace")
    }`,
  }));
  const spec = {
    title: { text: key.name, fontSize: 12, offset: 6 },
    ...size,
    encoding: { x, y: left ? y : { ...y, axis: { ...y.axis, title: null } } },
    layer: [
      {
        data: { values },
        mark: { type: "rect", stroke: null },
        encoding: {
          x2: { field: "x2" },
          y2: { field: "y2" },
          color: {
            field: "count",
            type: "quantitative",
            scale: { type: "log", domain: [1, Math.max(most, 2)], range: ["#d9e4ef", "#1b3f66"] },
            legend: {
              title: "traces",
              orient: "right",
              gradientLength: 110,
              format: ",d",
              values: ticks(most),
            },
          },
          ...SPOKEN,
        },
      },
      medianLine(medians, "#ffffff", 5),
      medianLine(medians, COLOURS.coral, 2.5),
    ],
  };
  return spec as unknown as Panel["spec"];
}

/** A range of whole numbers whose end belongs to the next. */
function range(from: number, to: number): string {
  return to - from === 1 ? whole(from) : `${whole(from)} – ${whole(to - 1)}`;
}

function ticks(most: number): number[] {
  return [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000].filter((count) => count <= most);
}

function medianLine(values: readonly Point[], color: string, strokeWidth: number) {
  return {
    data: { values },
    mark: { type: "line", color, strokeWidth, interpolate: "monotone", aria: false },
  };
}

/**
 * The two axes, logarithmic with a place for zero.
 *
 * @param frame The edges they span.
 * @param size How long they are, in px.
 * @returns The x and y channels over the fields `x` and `y`.
 */
export function thinkingAxes(
  { xs, ys }: ThinkingFrame,
  { width, height }: { width: number; height: number },
) {
  const along = (edges: number[], unit: string, field: string, px: number) => ({
    field,
    type: "quantitative" as const,
    ...distributionAxis({ edges, spacing: "logarithmic" }, unit, px / 45).channel,
  });
  return { x: along(xs, "words of thought", "x", width), y: along(ys, "tool calls", "y", height) };
}
