import { counted, escapeHtml, formatCell, type MimeBundle, shortenTo, table } from "../../display/mod.ts";
import type { Interval } from "../statistics/shares.ts";
import type { Metric, MetricName } from "./metrics.ts";

/** One metric in two sources; `low` and `high` are of the difference. */
export interface MetricComparison<Name extends string = MetricName> extends Interval {
  /** The metric. */
  name: Name;
  /** Mean in the first source; null if nothing there has the metric. */
  a: number | null;
  /** Mean in the second source; null if nothing there has the metric. */
  b: number | null;
  /** `a` less `b`; null where `a` or `b` is. */
  difference: number | null;
  /**
   * From -1 to 1: how much more often the first source is above the second than below it. Over all pairs of traces this
   * is Cliff's delta; task by task, over the tasks.
   */
  effect: number | null;
  /** The p-value: how often chance alone gives a difference so clear; null where a mean is. */
  p: number | null;
  /** `p` after Benjamini and Hochberg's correction for the number of metrics; null where `p` is. */
  pAdjusted: number | null;
  /** Traces that have the metric, in both sources together; task by task, tasks that have it in both. */
  n: number;
  /** What the metric is, in words. */
  label: string;
  /** A plain number, or a share from 0 to 1. */
  unit: Metric["unit"];
  /** Decimals to show, of the percentage where it is a share. */
  digits: number;
}

/** Result of `compareFacts`: two sources compared. */
export interface Comparison {
  /** Names of the two sources. */
  sources: [a: string, b: string];
  /** Numbers of traces in the two sources. */
  traces: [a: number, b: number];
  /** How many different first human turns they have: those of the first, of the second, and those in both. */
  clusters: { a: number; b: number; both: number };
  /** All traces of the one with all of the other. */
  metrics: MetricComparison[];
  /** How many tasks are in both sources. */
  pairs: number;
  /** The tasks that are in both, each with itself. */
  paired: MetricComparison[];
  /** What the random numbers were drawn by. */
  seed: number;
  /** How many times they were drawn, for intervals and p-values each. */
  resamples: number;
}

/** The columns that a source's name may take at the head of a table. */
const NAME_WIDTH = 24;

/** A comparison as two tables, all traces and task by task, with what is needed to read them. */
export function comparisonBundle(comparison: Comparison): MimeBundle {
  const { sources, traces, clusters, pairs, seed, resamples } = comparison;
  const [a, b] = shownSources(sources);
  const whole = formatCell;
  const all = metricTable(
    comparison.metrics,
    [a, b],
    `${a}: ${counted(traces[0], "trace")}, ${counted(clusters.a, "different first human turn")}; ` +
      `${b}: ${counted(traces[1], "trace")}, ${whole(clusters.b)}; ${whole(clusters.both)} in both`,
  );
  const paired = metricTable(
    comparison.paired,
    [a, b],
    `Task by task: ${counted(pairs, "task")} in both`,
  );
  const tables = pairs > 0 ? [all, paired] : [all];
  const notes = [
    `Means over traces. The difference is ${a} less ${b}; look-alikes are drawn and change sides together.`,
    `Effect, -1 to 1: how much more often ${a} is above ${b} than below (over pairs of traces, Cliff's delta).`,
    `p: permutation test, adjusted for all metrics (Benjamini–Hochberg). ${
      whole(resamples)
    } resamples, seed ${seed}.`,
    ...(pairs > 0 ? [] : ["No task is in both."]),
  ];
  const lines = notes.map((note) => `<p style="margin:2px 12px;color:inherit;">${escapeHtml(note)}</p>`);
  return {
    "text/html": tables.map(({ html }) => html).join("") + lines.join(""),
    "text/plain": [...tables.map(({ text }) => text), notes.join("\n")].join("\n\n"),
  };
}

/** Both names within the width of a column, and different. */
function shownSources([a, b]: Comparison["sources"]): [a: string, b: string] {
  const shown = (name: string) => shortenTo(name, NAME_WIDTH);
  return shown(a) === shown(b) ? [shown(`(a) ${a}`), shown(`(b) ${b}`)] : [shown(a), shown(b)];
}

function metricTable(metrics: readonly MetricComparison[], [a, b]: [string, string], caption: string) {
  const rows = metrics.map((metric) => {
    const { low, high, effect, pAdjusted, n } = metric;
    const shown = (value: number | null) => value === null ? "–" : valueText(value, metric);
    const signed = (value: number | null) => value === null ? "–" : signedText(value, metric);
    return {
      ...{
        metric: metric.label,
        a: shown(metric.a),
        b: shown(metric.b),
        difference: signed(metric.difference),
      },
      interval: low === null || high === null ? "–" : `${signed(low)} to ${signed(high)}`,
      effect: effect === null ? "–" : signedText(effect, { unit: "number", digits: 2 }),
      ...{ p: pText(pAdjusted), n },
    };
  });
  const right = (key: string, label: string) => ({ key, label, align: "right" as const });
  return table(rows, [
    { key: "metric" },
    right("a", a),
    right("b", b),
    right("difference", "difference"),
    right("interval", "95 % interval"),
    right("effect", "effect"),
    right("p", "adjusted p"),
    right("n", "n"),
  ], { caption });
}

type Shown = Pick<MetricComparison, "unit" | "digits">;

function valueText(value: number, { unit, digits }: Shown): string {
  const scaled = unit === "share" ? 100 * value : value;
  const text = Math.abs(scaled).toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const minus = scaled < 0 && /[1-9]/.test(text) ? "-" : "";
  return `${minus}${text}${unit === "share" ? "%" : ""}`;
}

function signedText(value: number, shown: Shown): string {
  const text = valueText(value, shown);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

function pText(p: number | null): string {
  if (p === null) return "–";
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}
