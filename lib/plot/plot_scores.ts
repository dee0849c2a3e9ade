import { counted, percent } from "../display/mod.ts";
import type { ChoiceScores, PredictionComparison, Score, ToolSelection } from "../score/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { COLOURS, TEXT_COLOURS } from "./chart/theme.ts";
import { ZERO_LINE } from "./marks/axes.ts";
import { uniqueLabels, wrapSubtitle } from "./marks/labels.ts";
import { shareDots } from "./marks/share_dots.ts";

const TITLE = "How well the model selects tools";
const WIDTH = 340;

/** What {@linkcode plotScores} needs of scores. */
export type PlottedScores = Pick<
  ToolSelection,
  "n" | "format" | "tools" | "arguments" | "decision" | "stop" | "baselines"
>;

/** A line of the chart: its name, how to find the model's score, and how to find a baseline's. */
type ScoreLine = readonly [
  name: string,
  score: (scores: PlottedScores) => Score,
  guess?: (scores: ChoiceScores) => Score,
];

const SCORE_LINES: readonly ScoreLine[] = [
  ["form is right", ({ format }) => format.valid],
  [
    "calls or answers as the trace does",
    ({ decision }) => decision.accuracy,
    ({ decision }) => decision.accuracy,
  ],
  ["exactly the tools of the trace", ({ tools }) => tools.exact, ({ tools }) => tools.exact],
  ["tools called that are wanted", ({ tools }) => tools.precision, ({ tools }) => tools.precision],
  ["tools wanted that are called", ({ tools }) => tools.recall, ({ tools }) => tools.recall],
  ["arguments that fit their schema", (scores) => scores.arguments.valid],
  ["arguments as in the trace", (scores) => scores.arguments.match],
  ["ends its turn by itself", ({ stop }) => stop.rate],
];

/** Baselines, each with its name and the shape of its mark. */
const BASELINE_MARKS: readonly [keyof ToolSelection["baselines"], label: string, shape: string][] = [
  ["mostFrequent", "most frequent tool", "triangle-up"],
  ["previousTools", "tools of the step before", "square"],
  ["transitions", "what mostly follows", "diamond"],
];

/**
 * Draws how well a model selects tools: its scores, each with its 95 % interval, beside what guessing reaches. Look
 * whether a score is clearly to the right of all guesses; where it is not, the model has not shown that it knows its
 * tools.
 *
 * @param selection The scores, as `scoreToolSelection` gives them.
 * @returns The chart; x in percent of steps.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotScores, scoreToolSelection } from "tracebook";
 *
 * const step = { id: "a", step: 0, target: "Done.", prediction: "Done.", stopped: true, previous: [] };
 * const chart = plotScores(scoreToolSelection([step]));
 * assertStringIncludes(chart.spec.description, "form is right 100%");
 * ```
 */
export function plotScores(selection: PlottedScores): Chart {
  const { n, baselines } = selection;
  const lines = SCORE_LINES.filter(([, score]) => score(selection).value !== null);
  const values = lines.map(([group, of]) => {
    const { value, low, high, n } = of(selection);
    const interval = low === null || high === null ? "" : `, between ${percent(low)} and ${percent(high)}`;
    return {
      group,
      rate: value!,
      low: low ?? value!,
      high: high ?? value!,
      label: `${percent(value!)} of ${counted(n, "step")}`,
      words: `${group}: ${percent(value!)} of ${counted(n, "step")}${interval}`,
    };
  });
  const guesses = lines.flatMap(([group, , of]) =>
    BASELINE_MARKS.flatMap(([name, label]) => {
      const value = of?.(baselines[name]).value;
      return value == null
        ? []
        : [{ group, guess: label, rate: value, words: `${label}: ${percent(value)}` }];
    })
  );
  const { layer, ...rest } = shareDots(values, { width: WIDTH, colour: COLOURS.blue, title: "of steps" });
  return chart({
    title: {
      text: TITLE,
      subtitle: wrapSubtitle([
        `${counted(n.steps, "step")} of ${counted(n.traces, "trace")}`,
        "lines: 95 % intervals by trace",
        "grey: what guessing reaches without reading",
      ]),
    },
    description: `${TITLE}: ${values.map(({ group, rate }) => `${group} ${percent(rate)}`).join(", ")}.${
      guesses.length > 0
        ? ` Guessing: ${guesses.map(({ group, words }) => `${group}, ${words}`).join("; ")}.`
        : ""
    }`,
    ...rest,
    layer: [
      {
        data: { values: guesses },
        mark: { type: "point", filled: true, size: 45, opacity: 0.9, color: TEXT_COLOURS.quiet, aria: false },
        encoding: {
          x: { field: "rate", type: "quantitative" },
          shape: {
            field: "guess",
            type: "nominal",
            scale: {
              domain: BASELINE_MARKS.map(([, label]) => label),
              range: BASELINE_MARKS.map(([, , shape]) => shape),
            },
            legend: {
              title: null,
              orient: "bottom",
              symbolFillColor: TEXT_COLOURS.quiet,
              symbolStrokeWidth: 0,
            },
          },
          tooltip: { field: "words", type: "nominal" },
        },
      },
      ...layer,
    ],
  });
}

const DIFFERENCES_TITLE = "What training changed";
const DIFFERENCES_WIDTH = 340;

/**
 * Draws what changed between two models on the same steps: each score's difference in points with its 95 % interval, and
 * both scores. Look for lines that do not cross zero.
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
  if (found.length === 0) return subplotChart(emptySubplot(DIFFERENCES_TITLE, "nothing that both have"));
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
  const limit = Math.max(0.1, ...values.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const { layer, ...rest } = shareDots(values, {
    width: DIFFERENCES_WIDTH,
    colour: COLOURS.blue,
    title: "difference in points",
    domain: [-limit, limit],
  });
  return chart({
    title: {
      text: DIFFERENCES_TITLE,
      subtitle: wrapSubtitle([
        `${counted(pairs.steps, "step")} of ${counted(pairs.traces, "trace")} that both models predict`,
        "lines: 95 % intervals; p adjusted for the number of scores",
      ]),
    },
    description: `${DIFFERENCES_TITLE}: ${values.map(({ words }) => words).join("; ")}.`,
    ...rest,
    layer: [
      ZERO_LINE,
      ...layer,
    ],
  });
}

const CATEGORIES_TITLE = "Tools selected, by category";
const CATEGORIES_WIDTH = 420;

/**
 * Draws in which categories a model selects tools well: F1 of wanted and made calls, with its 95 % interval and the number
 * of steps. Look for categories far below the others, and at their number of steps first.
 *
 * @param selection The scores, as `scoreToolSelection` gives them.
 * @returns The chart; x in percent.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotScoresByCategory, scoreToolSelection } from "tracebook";
 *
 * const call = '<tool_call>{"name": "ls"}</tool_call>';
 * const step = { id: "a", step: 0, target: call, prediction: call, stopped: true, previous: [], category: "Files" };
 * assertStringIncludes(plotScoresByCategory(scoreToolSelection([step])).spec.description, "Files 100%");
 * ```
 */
export function plotScoresByCategory({ byCategory }: Pick<ToolSelection, "byCategory">): Chart {
  const found = byCategory.filter(({ tools }) => tools.f1.value !== null)
    .sort((a, b) => b.tools.f1.value! - a.tools.f1.value!);
  if (found.length === 0) return subplotChart(emptySubplot(CATEGORIES_TITLE, "no step with a call"));
  const names = uniqueLabels(found.map(({ category }) => category));
  const values = found.map(({ tools: { f1 } }, i) => ({
    group: names[i]!,
    rate: f1.value!,
    low: f1.low ?? f1.value!,
    high: f1.high ?? f1.value!,
    label: `${percent(f1.value!)} of ${counted(f1.n, "step")}`,
    words: `${names[i]} ${percent(f1.value!)} of ${counted(f1.n, "step")}`,
  }));
  return chart({
    title: {
      text: CATEGORIES_TITLE,
      subtitle:
        "tools wanted and tools called together (F1); lines are 95 % intervals by trace, where there are several",
    },
    description: `${CATEGORIES_TITLE}: ${values.map(({ words }) => words).join(", ")}.`,
    ...shareDots(values, { width: CATEGORIES_WIDTH, colour: COLOURS.teal, title: "F1" }),
  });
}
