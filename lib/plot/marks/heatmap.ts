import { percent, whole } from "../../display/mod.ts";
import { HEAT_COLOURS, TEXT_COLOURS, TOOLTIP_CHANNELS } from "../chart/theme.ts";

/** How often a row and a column occur together; null is the row or column that stands for no name. */
export interface HeatmapPair {
  /** Key of the row. */
  row: string | null;
  /** Key of the column. */
  column: string | null;
  /** Times that both occur together. */
  count: number;
}

/** Options for {@linkcode shareHeatmap}. */
export interface HeatmapOptions {
  /** Data fields that hold the labels of row and column. */
  fields: readonly [row: string, column: string];
  /** Keys of the rows, from top to bottom. */
  rows: readonly (string | null)[];
  /** Keys of the columns, from left to right. */
  columns: readonly (string | null)[];
  /** Returns the label of a row's key. */
  rowLabel: (key: string | null) => string;
  /** Returns the label of a column's key. */
  columnLabel: (key: string | null) => string;
  /** Names a cell in its tooltip, by the labels of its row and its column. */
  cellName: (row: string, column: string) => string;
  /** The share that has the darkest colour, 0–1. @default {the greatest share} */
  darkest?: number;
}

const CELL = { width: 44, height: 25 };

/** Draws pairs as cells, darker the greater the pair's share of its row, with each row's total behind the row. */
export function shareHeatmap(pairs: readonly HeatmapPair[], options: HeatmapOptions) {
  const { fields: [rowField, columnField], rows, columns, rowLabel, columnLabel, cellName } = options;
  const totals = rowTotals(pairs);
  const values = pairs.map(({ row, column, count }) => {
    const share = count / totals.get(row)!;
    const [rowName, columnName] = [rowLabel(row), columnLabel(column)];
    return {
      [rowField]: rowName,
      [columnField]: columnName,
      share: Math.round(share * 1e4) / 1e4,
      count,
      label: share < 0.01 ? "" : percent(share),
      words: `${cellName(rowName, columnName)} ${percent(share)} (${whole(count)})`,
    };
  });
  const darkest = options.darkest ?? Math.max(...values.map(({ share }) => share));
  const width = CELL.width * Math.max(columns.length, 3);
  return {
    width,
    height: CELL.height * Math.max(rows.length, 3),
    encoding: {
      y: {
        field: rowField,
        type: "nominal",
        scale: { domain: rows.map(rowLabel) },
        axis: { title: null, domain: false, ticks: false, labelPadding: 8 },
      },
    },
    layer: [
      {
        data: { values },
        mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
        encoding: {
          x: {
            field: columnField,
            type: "nominal",
            scale: { domain: columns.map(columnLabel) },
            axis: {
              title: null,
              orient: "top",
              labelAngle: -40,
              labelAlign: "left",
              domain: false,
              ticks: false,
            },
          },
          color: {
            field: "share",
            type: "quantitative",
            scale: { type: "sqrt", domain: [0, darkest], range: HEAT_COLOURS.blue },
            legend: null,
          },
          ...TOOLTIP_CHANNELS,
        },
      },
      {
        data: { values },
        mark: { type: "text", aria: false, fontSize: 10, color: TEXT_COLOURS.strong },
        encoding: { x: { field: columnField, type: "nominal" }, text: { field: "label", type: "nominal" } },
      },
      {
        data: {
          values: rows.map((key) => ({ [rowField]: rowLabel(key), label: `n = ${whole(totals.get(key)!)}` })),
        },
        mark: { type: "text", aria: false, align: "left", fontSize: 10, color: TEXT_COLOURS.quiet },
        encoding: { x: { value: width + 8 }, text: { field: "label", type: "nominal" } },
      },
    ],
  };
}

/** Returns the tooltips of the most frequent cells, most frequent first. */
export function mostFrequentCells(heatmap: ReturnType<typeof shareHeatmap>, limit: number): string[] {
  const values = heatmap.layer[0]!.data.values as { count: number; words: string }[];
  return values.toSorted((a, b) => b.count - a.count).slice(0, limit).map(({ words }) => words);
}

/** Sums the counts of each row. */
export function rowTotals(pairs: readonly HeatmapPair[]): Map<string | null, number> {
  const totals = new Map<string | null, number>();
  for (const { row, count } of pairs) totals.set(row, (totals.get(row) ?? 0) + count);
  return totals;
}

/** Key of all names that have no row and column of their own; no tool's name, as it is a control character. */
export const OTHERS = "\u0000";

/** Returns the names with the greatest totals first; of equal ones the first in order of code units. */
export function rankNames(totals: ReadonlyMap<string, number>): string[] {
  return [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}

/** Joins all rows and columns but those named into {@linkcode OTHERS}, so that each pair is there once. */
export function foldPairs(pairs: readonly HeatmapPair[], names: readonly string[]): HeatmapPair[] {
  const own = new Set<string | null>([...names, null]);
  const folded = new Map<string, HeatmapPair>();
  for (const { row, column, count } of pairs) {
    const pair = { row: own.has(row) ? row : OTHERS, column: own.has(column) ? column : OTHERS };
    const key = JSON.stringify(pair);
    folded.set(key, { ...pair, count: (folded.get(key)?.count ?? 0) + count });
  }
  return [...folded.values()];
}
