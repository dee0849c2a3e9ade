import { counted, percent, whole } from "../display/mod.ts";
import type { Transition } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptyPanel, panelChart } from "./chart/panel.ts";
import { HEAT, INK, SPOKEN } from "./chart/theme.ts";
import { captionLines, shownNames } from "./marks/labels.ts";

const TITLE = "What follows what";
const CELL = { width: 44, height: 25 };
const STEPS = 11;

/**
 * Which step follows which: a field for each step and the one after it, darker the more often, in percent of what follows
 * the step. A step is an assistant turn's tools; the most frequent eleven are named, the others joined.
 *
 * @param flows How often one step follows another, as a structured summary's `transitions` says.
 * @returns The chart; rows are the step before, columns the step after.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotTransitions } from "tracebook";
 *
 * const chart = plotTransitions([
 *   { from: null, to: "terminal", count: 4 },
 *   { from: "terminal", to: "terminal", count: 6 },
 *   { from: "terminal", to: null, count: 4 },
 * ]);
 * assertStringIncludes(chart.spec.description, "terminal → terminal 60%");
 * ```
 */
export function plotTransitions(flows: readonly Transition[]): Chart {
  const { steps, others, flows: folded } = foldSteps(flows, STEPS);
  if (folded.length === 0) return panelChart(emptyPanel(TITLE, "no tool calls"));
  const rest = others > 0 ? [OTHERS] : [];
  const [before, after] = [[null, ...steps, ...rest], [...steps, ...rest, null]];
  // Start and end are named first: a tool of such a name gets a number.
  const [start, end, ...shown] = shownNames(["start", "end", ...steps, counted(others, "other step")], 34);
  const names = new Map<string | null, string>([...steps, OTHERS].map((step, i) => [step, shown[i]!]));
  const totals = new Map<string | null, number>();
  for (const { from, count } of folded) totals.set(from, (totals.get(from) ?? 0) + count);
  const rows = before.filter((step) => totals.has(step));
  const label = {
    before: (step: string | null) => names.get(step) ?? start!,
    after: (step: string | null) => names.get(step) ?? end!,
  };
  const values = folded.map(({ from, to, count }) => {
    const share = count / totals.get(from)!;
    const way = `${label.before(from)} → ${label.after(to)}`;
    return {
      before: label.before(from),
      after: label.after(to),
      share: Math.round(share * 1e4) / 1e4,
      count,
      label: share < 0.01 ? "" : percent(share),
      words: `${way} ${percent(share)} (${whole(count)})`,
    };
  });
  const most = Math.max(...values.map(({ share }) => share));
  const first = values.toSorted((a, b) => b.count - a.count).slice(0, 3);
  const traces = totals.get(null) ?? 0;
  const taken = [...totals.values()].reduce((sum, n) => sum + n, 0) - traces;
  const columns = after.map(label.after);
  const order = rows.map(label.before);
  return chart({
    title: {
      text: TITLE,
      subtitle: captionLines([
        `${counted(taken, "step")} in ${counted(traces, "trace")}`,
        "rows: a step, columns: what follows it, in percent of the row",
      ]),
    },
    description: `${TITLE}: for each step, the share of what comes next. Most: ${
      first.map(({ words }) => words).join(", ")
    }.`,
    width: CELL.width * Math.max(columns.length, 3),
    height: CELL.height * Math.max(rows.length, 3),
    encoding: {
      y: {
        field: "before",
        type: "nominal",
        scale: { domain: order },
        axis: { title: null, domain: false, ticks: false, labelPadding: 8 },
      },
    },
    layer: [
      {
        data: { values },
        mark: { type: "rect", stroke: "#ffffff", strokeWidth: 2 },
        encoding: {
          x: {
            field: "after",
            type: "nominal",
            scale: { domain: columns },
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
            scale: { type: "sqrt", domain: [0, most], range: HEAT.blue },
            legend: null,
          },
          ...SPOKEN,
        },
      },
      {
        data: { values },
        mark: { type: "text", aria: false, fontSize: 10, color: INK.strong },
        encoding: {
          x: { field: "after", type: "nominal" },
          text: { field: "label", type: "nominal" },
        },
      },
      {
        data: {
          values: rows.map((step) => ({
            before: label.before(step),
            label: `n = ${whole(totals.get(step)!)}`,
          })),
        },
        mark: { type: "text", aria: false, align: "left", fontSize: 10, color: INK.quiet },
        encoding: {
          x: { value: CELL.width * Math.max(columns.length, 3) + 8 },
          text: { field: "label", type: "nominal" },
        },
      },
    ],
  });
}

/** The most frequent steps, and everything else as one. */
interface FoldedSteps {
  /** The steps kept, most frequent first. */
  steps: string[];
  /** How many others there are. */
  others: number;
  /** The flows between steps kept, {@link OTHERS}, start and end; each pair once. */
  flows: Transition[];
}

/** Stands for all steps that are not kept; no tool's name, as it holds a control character. */
export const OTHERS = "\u0000";

/**
 * Keeps the steps that occur most and joins the others, so that every flow is still counted.
 *
 * @param flows How often one step follows another.
 * @param most How many steps are kept.
 * @returns Steps and flows.
 */
export function foldSteps(flows: readonly Transition[], most: number): FoldedSteps {
  // Every step is entered exactly once each time it occurs.
  const entered = new Map<string, number>();
  for (const { from, to, count } of flows) {
    if (to !== null) entered.set(to, (entered.get(to) ?? 0) + count);
    if (from !== null) entered.set(from, entered.get(from) ?? 0);
  }
  const ranked = [...entered].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([step]) => step);
  const steps = ranked.slice(0, ranked.length === most + 1 ? most + 1 : most);
  const kept = new Set(steps);
  const fold = (step: string | null) => step === null || kept.has(step) ? step : OTHERS;
  const folded = new Map<string, Transition>();
  for (const flow of flows) {
    const [from, to] = [fold(flow.from), fold(flow.to)];
    const key = JSON.stringify([from, to]);
    folded.set(key, { from, to, count: (folded.get(key)?.count ?? 0) + flow.count });
  }
  return {
    steps,
    others: ranked.length - steps.length,
    flows: [...folded.values()].filter(({ count }) => count > 0),
  };
}
