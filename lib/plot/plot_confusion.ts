import { counted, whole } from "../display/mod.ts";
import type { ConfusionCell, ToolSelection } from "../score/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import {
  foldPairs,
  type HeatmapPair,
  mostFrequentCells,
  OTHERS,
  rankNames,
  rowTotals,
  shareHeatmap,
} from "./marks/heatmap.ts";
import { uniqueLabels, wrapSubtitle } from "./marks/labels.ts";

const TITLE = "Which tool is called in whose place";
/** Number of tools with a row and a column of their own. */
const MAX_TOOLS = 10;

/**
 * Draws which tool a model calls where the trace calls another: a heat map with a row for each tool of the trace and a
 * column for each of the model's, in percent of the row. The diagonal is what is right; look for dark cells beside it,
 * and at the column `none`, which is no call at all. The ten most frequent tools are named, the others joined.
 *
 * @param scores The scores, as `scoreToolSelection` gives them; `confusion` is shown.
 * @returns The chart.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotConfusion } from "tracebook";
 *
 * const chart = plotConfusion({
 *   confusion: [
 *     { wanted: "terminal", made: "terminal", count: 3 },
 *     { wanted: "terminal", made: "patch", count: 1 },
 *   ],
 * });
 * assertStringIncludes(chart.spec.description, "terminal for terminal 75%");
 * ```
 */
export function plotConfusion({ confusion }: Pick<ToolSelection, "confusion">): Chart {
  if (confusion.length === 0) return subplotChart(emptySubplot(TITLE, "no steps"));
  const tools = mostFrequentTools(confusion);
  const pairs = foldPairs(
    confusion.map(({ wanted, made, count }) => ({ row: wanted, column: made, count })),
    tools,
  );
  const order = [...tools, OTHERS, null];
  const totals = rowTotals(pairs);
  const [none, ...names] = uniqueLabels(["none", ...tools], 24);
  const label = (tool: string | null) =>
    tool === null ? none! : tool === OTHERS ? "other tools" : names[tools.indexOf(tool)]!;
  const heatmap = shareHeatmap(pairs, {
    fields: ["wanted", "made"],
    rows: order.filter((tool) => totals.has(tool)),
    columns: order.filter((tool) => pairs.some(({ column }) => column === tool)),
    rowLabel: label,
    columnLabel: label,
    cellName: (wanted, made) => `${made} for ${wanted}`,
    darkest: 1,
  });
  const wanted = sum(pairs.filter(({ row }) => row !== null));
  const right = sum(pairs.filter(({ row, column }) => row !== null && row === column));
  return chart({
    title: {
      text: TITLE,
      subtitle: wrapSubtitle([
        `${counted(wanted, "call")} of the traces, ${whole(right)} of a tool that is called too`,
        "rows: the trace's tool, columns: the model's, in percent of the row",
      ]),
    },
    description: `${TITLE}. Most: ${mostFrequentCells(heatmap, 4).join(", ")}.`,
    ...heatmap,
  });
}

/** Returns the tools that occur most, wanted or made. */
function mostFrequentTools(cells: readonly ConfusionCell[]): string[] {
  const totals = new Map<string, number>();
  for (const { wanted, made, count } of cells) {
    for (const tool of new Set([wanted, made])) {
      if (tool !== null) totals.set(tool, (totals.get(tool) ?? 0) + count);
    }
  }
  return rankNames(totals).slice(0, MAX_TOOLS);
}

function sum(pairs: readonly HeatmapPair[]): number {
  return pairs.reduce((total, { count }) => total + count, 0);
}
