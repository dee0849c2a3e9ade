import { counted, whole } from "../../display/mod.ts";
import type { Subplot } from "../chart/subplot.ts";
import { COLOURS, TOOLTIP_CHANNELS } from "../chart/theme.ts";
import { distributionAxis } from "./axes.ts";
import type { SourceStyle } from "./source_style.ts";

/** The traces of one source: x is words of thought, y is tool calls. */
export interface ThinkingSeries {
  /** Name and colour of the source. */
  style: SourceStyle;
  /** One point a trace. */
  points: Point[];
  /** Median tool calls, by words of thought. */
  medians: Point[];
}

/** Edges of the cells, which all sources share. */
export interface CellEdges {
  /** Ascending edges of x. */
  xs: number[];
  /** Ascending edges of y. */
  ys: number[];
}

const SINGLE_SIZE = { width: 720, height: 320 };
const PAIRED_SIZE = { width: 345, height: 280 };

/** Draws traces counted in cells, each source in a plot of its own, with the median calls as a line. */
export /** Draws the cells of one source. */
function densityMaps(series: readonly ThinkingSeries[], edges: CellEdges) {
  const size = series.length === 1 ? SINGLE_SIZE : PAIRED_SIZE;
  const cells = series.map(({ points }) => countCells(points, edges.xs, edges.ys));
  const most = cells.flat().reduce((most, { count }) => Math.max(most, count), 0);
  return {
    columns: 2,
    spacing: { column: 28, row: 28 },
    concat: series.map((one, i) => densityMap(one, cells[i]!, { edges, size, most, left: i % 2 === 0 })),
  };
}

/** Options for {@linkcode densityMap}. */
interface DensityOptions {
  edges: CellEdges;
  size: { width: number; height: number };
  most: number;
  left: boolean;
}

function densityMap(
  { style, medians }: ThinkingSeries,
  cells: DensityCell[],
  { edges, size, most, left }: DensityOptions,
) {
  const { x, y } = thinkingAxes(edges, size);
  const values = cells.map((cell) => ({
    ...cell,
    words: `${style.name}, words of thought ${formatRange(cell.x, cell.x2)}, tool calls ${
      formatRange(cell.y, cell.y2)
    }: ${counted(cell.count, "trace")}`,
  }));
  const spec = {
    title: { text: style.name, fontSize: 12, offset: 6 },
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

/** Formats a range of whole numbers that does not include its end. */
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

/** Makes the channels over the fields `x` and `y`, both logarithmic with a place for zero; `size` is in px. */
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

/** A point of a scatter plot: two counts. */
interface Point {
  /** Words of thought. */
  x: number;
  /** Tool calls. */
  y: number;
}

/** A cell and the number of points in it. */
interface DensityCell {
  /** Left edge. */
  x: number;
  /** Right edge, which belongs to the next cell. */
  x2: number;
  /** Lower edge. */
  y: number;
  /** Upper edge, which belongs to the next cell. */
  y2: number;
  /** Number of points. */
  count: number;
}

/**
 * Cuts a range of counts into at most `steps` steps of about equal length on a logarithmic axis with a place for zero, and
 * returns their ascending edges, whole numbers of which the last is above `high`.
 */
export function logEdges(low: number, high: number, steps: number): number[] {
  const [first, last] = [Math.log1p(low), Math.log1p(1.06 * high + 1)];
  const edges = Array.from(
    { length: steps + 1 },
    (_, i) => Math.round(Math.expm1(first + (i * (last - first)) / steps)),
  );
  return [...new Set(edges)];
}

/** Counts points into cells between ascending edges; returns the cells that are not empty, row by row from the lower left. */
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
 * Returns the median y of the points between each two edges of x, at the middle of these on a logarithmic axis; steps
 * with fewer than `least` points are left out.
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
