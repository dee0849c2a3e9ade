import { counted, percent, whole } from "../display/numbers.ts";
import { captionLines } from "./caption_lines.ts";
import type { Transition } from "../measure/transitions.ts";
import { type Chart, chart } from "./chart.ts";
import { foldSteps, OTHERS } from "./fold_steps.ts";
import { emptyPanel, panelChart } from "./panel.ts";
import { shownNames } from "./shown_names.ts";
import { SPOKEN } from "./spoken.ts";
import { HEAT, INK } from "./theme.ts";

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
