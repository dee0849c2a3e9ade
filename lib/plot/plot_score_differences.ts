import type { PredictionComparison } from "../handoff/score/compare_predictions.ts";
import { counted, percent } from "../display/numbers.ts";
import { captionLines } from "./caption_lines.ts";
import { type Chart, chart } from "./chart.ts";
import { emptyPanel, panelChart } from "./panel.ts";
import { shareDots } from "./share_dots.ts";
import { COLOURS, INK } from "./theme.ts";

const TITLE = "What training changed";
const WIDTH = 340;

/**
 * What changed between two models on the same steps: each score's difference in points, with its 95 % interval, and the
 * scores themselves behind it.
 *
 * @param comparison The comparison, as `comparePredictions` gives it.
 * @returns The chart; x in points.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { comparePredictions, plotScoreDifferences } from "tracebook";
 *
 * const step = { id: "a", step: 0, target: "Done.", stopped: true, previous: [] };
 * const chart = plotScoreDifferences(
 *   comparePredictions([{ ...step, prediction: "" }], [{ ...step, prediction: "Done." }]),
 * );
 * assertStringIncludes(chart.spec.description, "form is right from 0% to 100%");
 * ```
 */
export function plotScoreDifferences(
  { pairs, metrics }: Pick<PredictionComparison, "pairs" | "metrics">,
): Chart {
  const found = metrics.filter(({ difference }) => difference !== null);
  if (found.length === 0) return panelChart(emptyPanel(TITLE, "nothing that both have"));
  const values = found.map(({ label, a, b, difference, low, high, pAdjusted }) => {
    const p = pAdjusted === null ? "" : pAdjusted < 0.001 ? ", p < 0.001" : `, p = ${pAdjusted.toFixed(3)}`;
    const ends = `${percent(b!)} to ${percent(a!)}`;
    return {
      group: label,
      rate: difference!,
      low: low ?? difference!,
      high: high ?? difference!,
      label: `${ends}${p}`,
      words: `${label} from ${ends}${p}`,
    };
  });
  const reach = Math.max(0.1, ...values.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const { layer, ...rest } = shareDots(values, {
    width: WIDTH,
    colour: COLOURS.blue,
    title: "difference in points",
    domain: [-reach, reach],
  });
  return chart({
    title: {
      text: TITLE,
      subtitle: captionLines([
        `${counted(pairs.steps, "step")} of ${counted(pairs.traces, "trace")} that both models predict`,
        "lines: 95 % intervals; p adjusted for the number of scores",
      ]),
    },
    description: `${TITLE}: ${values.map(({ words }) => words).join("; ")}.`,
    ...rest,
    layer: [
      {
        data: { values: [{ at: 0 }] },
        mark: { type: "rule", color: INK.quiet, strokeDash: [3, 3], aria: false },
        encoding: { x: { field: "at", type: "quantitative" }, y: null },
      },
      ...layer,
    ],
  });
}
