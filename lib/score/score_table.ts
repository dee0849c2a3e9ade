import { type MimeBundle, percentText, table } from "../display/mod.ts";
import { type BaselineName, BASELINES } from "./baselines.ts";
import { SCORE_METRICS, type ScoreName } from "./score_metrics.ts";
import type { ChoiceScores, PredictionComparison, Score, Scores, ToolSelection } from "./scores.ts";

/** Where a score stands among the scores of a selection. */
const PLACES: Record<ScoreName, (scores: Scores) => Score> = {
  format: ({ format }) => format.valid,
  exact: ({ tools }) => tools.exact,
  precision: ({ tools }) => tools.precision,
  recall: ({ tools }) => tools.recall,
  f1: ({ tools }) => tools.f1,
  listed: ({ tools }) => tools.listed,
  valid: ({ arguments: given }) => given.valid,
  match: ({ arguments: given }) => given.match,
  fields: ({ arguments: given }) => given.fields,
  decision: ({ decision }) => decision.accuracy,
  calls: ({ decision }) => decision.calls,
  answers: ({ decision }) => decision.answers,
  stop: ({ stop }) => stop.rate,
};

/** One of the scores. */
function scoreNamed(scores: Scores, name: ScoreName): Score {
  return PLACES[name](scores);
}

/**
 * One of the scores that guessing has too.
 *
 * @returns The score; undefined if guessing has no such score.
 */
function guessNamed(scores: ChoiceScores, name: ScoreName): Score | undefined {
  if (!SCORE_METRICS.find((metric) => metric.name === name)!.isChoice) return undefined;
  return PLACES[name](scores as unknown as Scores);
}

const interval = ({ low, high }: { low: number | null; high: number | null }) =>
  low === null || high === null ? "–" : `${percentText(low, 1)} to ${percentText(high, 1)}`;

/** How a selection shows itself: the scores beside what guessing reaches, and the tools. */
export function scoreBundle(selection: ToolSelection): MimeBundle {
  const { n, models, baselines, byTool } = selection;
  const guesses = Object.keys(BASELINES) as BaselineName[];
  const rows = SCORE_METRICS.map(({ name, label }) => {
    const score = scoreNamed(selection, name);
    const guessed = guesses.map((guess) => {
      const found = guessNamed(baselines[guess], name);
      return [guess, found ? percentText(found.value, 1) : ""];
    });
    return {
      score: label,
      share: percentText(score.value, 1),
      "95 % interval": interval(score),
      steps: score.n,
      ...Object.fromEntries(guessed),
    };
  });
  const labels: Record<BaselineName, string> = {
    mostFrequent: "most frequent tool",
    previousTools: "tools of the step before",
    transitions: "what mostly follows",
  };
  const scores = table(rows, [
    "score",
    { key: "share", align: "right" },
    { key: "95 % interval", align: "right" },
    "steps",
    ...guesses.map((key) => ({ key, label: labels[key], align: "right" as const })),
  ], {
    caption: `${n.steps} steps of ${n.traces} traces${models.length > 0 ? `, by ${models.join(", ")}` : ""}`,
  });
  const tools = table(
    byTool.slice(0, SHOWN_TOOLS).map(({ tool, recall, precision }) => ({
      tool,
      wanted: recall.whole,
      called: precision.whole,
      both: recall.part,
      recall: percentText(recall.rate),
      precision: percentText(precision.rate),
    })),
    ["tool", "wanted", "called", "both", { key: "recall", align: "right" }, {
      key: "precision",
      align: "right",
    }],
  );
  return { "text/html": scores.html + tools.html, "text/plain": `${scores.text}\n\n${tools.text}` };
}

const SHOWN_TOOLS = 12;

/** How a comparison of two models shows itself. */
export function differenceBundle({ models, pairs, alone, metrics }: PredictionComparison): MimeBundle {
  const signed = (value: number | null) =>
    value === null ? "–" : `${value >= 0 ? "+" : "−"}${percentText(Math.abs(value), 1)}`;
  const rows = metrics.map(({ label, a, b, difference, low, high, p, pAdjusted, n }) => ({
    score: label,
    before: percentText(b, 1),
    after: percentText(a, 1),
    difference: signed(difference),
    "95 % interval": low === null || high === null ? "–" : `${signed(low)} to ${signed(high)}`,
    p: p === null ? "–" : p.toFixed(3),
    adjusted: pAdjusted === null ? "–" : pAdjusted.toFixed(3),
    steps: n,
  }));
  const right = ["before", "after", "difference", "95 % interval", "p", "adjusted"] as const;
  const left = alone.before + alone.after;
  const { html, text } = table(
    rows,
    ["score", ...right.map((key) => ({ key, align: "right" as const })), "steps"],
    {
      caption: `${pairs.steps} steps of ${pairs.traces} traces that both predict` +
        `${left > 0 ? ` (${left} that only one does are left out)` : ""}: ${
          models.before || "before"
        }, then ${models.after || "after"}`,
    },
  );
  return { "text/html": html, "text/plain": text };
}
