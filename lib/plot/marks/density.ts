import { counted, whole } from "../../display/mod.ts";
import type { Subplot } from "../chart/subplot.ts";
import { COLOURS, TOOLTIP_CHANNELS } from "../chart/theme.ts";
import { distributionAxis } from "./axes.ts";
import type { SourceStyle } from "./source_style.ts";

/** The traces of one source: words of thought to the right, tool calls upwards. */
export interface ThinkingSeries {
  /** The source. */
  key: SourceStyle;
  /** A point for each trace. */
  points: Point[];
  /** Median calls along the words. */
  medians: Point[];
}

/** The edges that all series share. */
export interface CellEdges {
  /** To the right. */
  xs: number[];
  /** Upwards. */
  ys: number[];
}

const SINGLE_SIZE = { width: 720, height: 320 };
const PAIRED_SIZE = { width: 345, height: 280 };

/**
 * Traces counted in fields, each source in a panel, with the median calls as a line.
 *
 * @param series The sources.
 * @param frame The edges of the fields.
 * @returns The part of a Vega-Lite spec that draws them.
 */
export function densityMaps(series: readonly ThinkingSeries[], frame: CellEdges) {
  const size = series.length === 1 ? SINGLE_SIZE : PAIRED_SIZE;
  const cells = series.map(({ points }) => countCells(points, frame.xs, frame.ys));
  const most = cells.flat().reduce((most, { count }) => Math.max(most, count), 0);
  return {
    columns: 2,
    spacing: { column: 28, row: 28 },
    concat: series.map((one, i) => densityMap(one, cells[i]!, { frame, size, most, left: i % 2 === 0 })),
  };
}

interface DensityOptions {
  frame: CellEdges;
  size: { width: number; height: number };
  most: number;
  left: boolean;
}

function densityMap(
  { key, medians }: ThinkingSeries,
  cells: DensityCell[],
  { frame, size, most, left }: DensityOptions,
) {
  const { x, y } = thinkingAxes(frame, size);
  const values = cells.map((cell) => ({
    ...cell,
    words: `${key.name}, words of thought ${formatRange(cell.x, cell.x2)}, tool calls ${
      formatRange(cell.y, cell.y2)
    }: ${counted(cell.count, "trace")}`,
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
              values: countTicks(most),
            },
          },
          ...TOOLTIP_CHANNELS,
        },
      },
      medianLine(medians, "#ffffff", 5),
      medianLine(medians, COLOURS.coral, 2.5),
    ],
  };
  return spec as unknown as Subplot["spec"];
}

/** A range of whole numbers whose end belongs to the next. */
function formatRange(from: number, to: number): string {
  return to - from === 1 ? whole(from) : `${whole(from)} – ${whole(to - 1)}`;
}

function countTicks(most: number): number[] {
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
  { xs, ys }: CellEdges,
  { width, height }: { width: number; height: number },
) {
  const along = (edges: number[], unit: string, field: string, px: number) => ({
    field,
    type: "quantitative" as const,
    ...distributionAxis({ edges, spacing: "logarithmic" }, unit, px / 45).channel,
  });
  return { x: along(xs, "words of thought", "x", width), y: along(ys, "tool calls", "y", height) };
}

/** A place in a scatter: two counts. */
interface Point {
  /** To the right. */
  x: number;
  /** Upwards. */
  y: number;
}

/** A rectangle and how many points lie in it. */
interface DensityCell {
  /** Its left edge. */
  x: number;
  /** Its right edge, which belongs to the next cell. */
  x2: number;
  /** Its lower edge. */
  y: number;
  /** Its upper edge, which belongs to the next cell. */
  y2: number;
  /** How many points. */
  count: number;
}

/**
 * Whole numbers that cut a range of counts into steps of about equal length on a logarithmic axis with a place for zero.
 * At its lower end the steps are single numbers.
 *
 * @param low The least count, 0 or more.
 * @param high The greatest.
 * @param steps How many there are at most.
 * @returns Ascending edges; the last is above `high`.
 */
export function logEdges(low: number, high: number, steps: number): number[] {
  const [first, last] = [Math.log1p(low), Math.log1p(1.06 * high + 1)];
  const edges = Array.from(
    { length: steps + 1 },
    (_, i) => Math.round(Math.expm1(first + (i * (last - first)) / steps)),
  );
  return [...new Set(edges)];
}

/**
 * Counts points into the fields between edges.
 *
 * @param points The points.
 * @param xs Ascending edges to the right, around all points.
 * @param ys Ascending edges upwards, likewise.
 * @returns The cells that hold something, row by row from the lower left.
 */
export function countCells(
  points: readonly Point[],
  xs: readonly number[],
  ys: readonly number[],
): DensityCell[] {
  const columns = xs.length - 1;
  const counts = new Map<number, number>();
  for (const { x, y } of points) {
    const cell = (ys.findLastIndex((edge) => edge <= y)) * columns + xs.findLastIndex((edge) => edge <= x);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([cell, count]) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    return { x: xs[column]!, x2: xs[column + 1]!, y: ys[row]!, y2: ys[row + 1]!, count };
  });
}

/**
 * The middle of the points' heights between each two edges: how the one count goes with the other.
 *
 * @param points The points.
 * @param xs Ascending edges to the right.
 * @param least Between edges with fewer points nothing is said.
 * @returns The middle between two edges, as the axis has it, and the median height there.
 */
export function mediansAlong(points: readonly Point[], xs: readonly number[], least: number): Point[] {
  const columns = Map.groupBy(points, ({ x }) => xs.findLastIndex((edge) => edge <= x));
  return [...columns].sort(([a], [b]) => a - b).flatMap(([column, members]) => {
    if (members.length < least) return [];
    const sorted = members.map(({ y }) => y).sort((a, b) => a - b);
    const half = (sorted.length - 1) / 2;
    const y = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
    const x = Math.expm1((Math.log1p(xs[column]!) + Math.log1p(xs[column + 1]!)) / 2);
    return [{ x: Math.round(x * 10) / 10, y }];
  });
}
