import type { ChoiceScores, Score, ToolSelection } from "../handoff/score/score_tool_selection.ts";
import { counted, percent } from "../display/numbers.ts";
import { captionLines } from "./caption_lines.ts";
import { type Chart, chart } from "./chart.ts";
import { shareDots } from "./share_dots.ts";
import { COLOURS, INK } from "./theme.ts";

const TITLE = "How well the model selects tools";
const WIDTH = 340;

/** What the chart needs of scores. */
export type ScoresShown = Pick<
  ToolSelection,
  "n" | "format" | "tools" | "arguments" | "decision" | "stop" | "baselines"
>;

/** A line: its name, the model's score, and where guessing has it too. */
type Line = readonly [
  name: string,
  score: (scores: ScoresShown) => Score,
  guess?: (scores: ChoiceScores) => Score,
];

const LINES: readonly Line[] = [
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

/** The baselines, each with the mark that stands for it. */
const GUESSES: readonly [keyof ToolSelection["baselines"], label: string, shape: string][] = [
  ["mostFrequent", "most frequent tool", "triangle-up"],
  ["previousTools", "tools of the step before", "square"],
  ["transitions", "what mostly follows", "diamond"],
];

/**
 * A model's scores, each with its 95 % interval, beside what guessing reaches. Where a score is not clearly to the right
 * of all guesses, the model has not shown that it knows its tools.
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
export function plotScores(selection: ScoresShown): Chart {
  const { n, baselines } = selection;
  const lines = LINES.filter(([, score]) => score(selection).value !== null);
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
    GUESSES.flatMap(([name, label]) => {
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
      subtitle: captionLines([
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
        mark: { type: "point", filled: true, size: 45, opacity: 0.9, color: INK.quiet, aria: false },
        encoding: {
          x: { field: "rate", type: "quantitative" },
          shape: {
            field: "guess",
            type: "nominal",
            scale: { domain: GUESSES.map(([, label]) => label), range: GUESSES.map(([, , shape]) => shape) },
            legend: { title: null, orient: "bottom", symbolFillColor: INK.quiet, symbolStrokeWidth: 0 },
          },
          tooltip: { field: "words", type: "nominal" },
        },
      },
      ...layer,
    ],
  });
}
