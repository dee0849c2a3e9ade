import { counted, percent, whole } from "../display/mod.ts";
import type { ConfusionCell } from "../score/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptyPanel, panelChart } from "./chart/panel.ts";
import { HEAT, INK, SPOKEN } from "./chart/theme.ts";
import { captionLines, shownNames } from "./marks/labels.ts";

const TITLE = "Which tool is called in whose place";
const CELL = { width: 44, height: 25 };
const TOOLS = 10;

/** Stands for all tools that are not named; no tool's name, as it holds a control character. */
const OTHERS = "\u0000";

/**
 * What a model calls where the trace calls a tool: a row for each tool of the trace, a column for each of the model's, in
 * percent of the row. The ten most frequent tools are named, the others joined; `none` is no call.
 *
 * @param cells How often, as `scoreToolSelection` says in `confusion`.
 * @returns The chart.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotConfusion } from "tracebook";
 *
 * const chart = plotConfusion([
 *   { wanted: "terminal", made: "terminal", count: 3 },
 *   { wanted: "terminal", made: "patch", count: 1 },
 * ]);
 * assertStringIncludes(chart.spec.description, "terminal for terminal 75%");
 * ```
 */
export function plotConfusion(cells: readonly ConfusionCell[]): Chart {
  if (cells.length === 0) return panelChart(emptyPanel(TITLE, "no steps"));
  const { tools, folded } = fold(cells);
  const hasOthers = folded.some(({ wanted, made }) => wanted === OTHERS || made === OTHERS);
  const order = [...tools, ...hasOthers ? [OTHERS] : [], null];
  const [none, ...named] = shownNames(["none", ...tools], 24);
  const label = (tool: string | null) =>
    tool === null ? none! : tool === OTHERS ? "other tools" : named[tools.indexOf(tool)]!;
  const totals = new Map<string | null, number>();
  for (const { wanted, count } of folded) totals.set(wanted, (totals.get(wanted) ?? 0) + count);
  const rows = order.filter((tool) => totals.has(tool));
  const columns = order.filter((tool) => folded.some(({ made }) => made === tool));
  const values = folded.map(({ wanted, made, count }) => {
    const share = count / totals.get(wanted)!;
    return {
      wanted: label(wanted),
      made: label(made),
      share: Math.round(share * 1e4) / 1e4,
      count,
      label: share < 0.01 ? "" : percent(share),
      words: `${label(made)} for ${label(wanted)} ${percent(share)} (${whole(count)})`,
    };
  });
  const right = folded.reduce(
    (sum, { wanted, made, count }) => sum + (wanted !== null && wanted === made ? count : 0),
    0,
  );
  const wanted = folded.reduce((sum, { wanted, count }) => sum + (wanted === null ? 0 : count), 0);
  const width = CELL.width * Math.max(columns.length, 3);
  return chart({
    title: {
      text: TITLE,
      subtitle: captionLines([
        `${counted(wanted, "call")} of the traces, ${whole(right)} of a tool that is called too`,
        "rows: the trace's tool, columns: the model's, in percent of the row",
      ]),
    },
    description: `${TITLE}. Most: ${
      values.toSorted((a, b) => b.count - a.count).slice(0, 4).map(({ words }) => words).join(", ")
    }.`,
    width,
    height: CELL.height * Math.max(rows.length, 3),
    encoding: {
      y: {
        field: "wanted",
        type: "nominal",
        scale: { domain: rows.map(label) },
        axis: { title: null, domain: false, ticks: false, labelPadding: 8 },
      },
    },
    layer: [
      {
        data: { values },
        mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
        encoding: {
          x: {
            field: "made",
            type: "nominal",
            scale: { domain: columns.map(label) },
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
            scale: { type: "sqrt", domain: [0, 1], range: HEAT.blue },
            legend: null,
          },
          ...SPOKEN,
        },
      },
      {
        data: { values },
        mark: { type: "text", aria: false, fontSize: 10, color: INK.strong },
        encoding: { x: { field: "made", type: "nominal" }, text: { field: "label", type: "nominal" } },
      },
      {
        data: {
          values: rows.map((tool) => ({ wanted: label(tool), label: `n = ${whole(totals.get(tool)!)}` })),
        },
        mark: { type: "text", aria: false, align: "left", fontSize: 10, color: INK.quiet },
        encoding: { x: { value: width + 8 }, text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

/** The most frequent tools, and the cells with all others joined. */
function fold(cells: readonly ConfusionCell[]): { tools: string[]; folded: ConfusionCell[] } {
  const totals = new Map<string, number>();
  for (const { wanted, made, count } of cells) {
    for (const tool of new Set([wanted, made])) {
      if (tool !== null) totals.set(tool, (totals.get(tool) ?? 0) + count);
    }
  }
  const tools = [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, TOOLS).map((
    [tool],
  ) => tool);
  const kept = new Set<string | null>([...tools, null]);
  const folded = new Map<string, ConfusionCell>();
  for (const { wanted, made, count } of cells) {
    const [row, column] = [kept.has(wanted) ? wanted : OTHERS, kept.has(made) ? made : OTHERS];
    const key = JSON.stringify([row, column]);
    folded.set(key, { wanted: row, made: column, count: (folded.get(key)?.count ?? 0) + count });
  }
  return { tools, folded: [...folded.values()] };
}
