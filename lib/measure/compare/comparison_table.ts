import { cellText, escapeHtml, type MimeBundle, shortenTo, table } from "../../display/mod.ts";
import { counted } from "../../display/numbers.ts";
import type { Comparison, MetricComparison } from "./comparison.ts";

/** The columns that a source's name may take at the head of a table. */
const NAME_WIDTH = 24;

/**
 * A comparison as two tables, all traces and task by task, with what is needed to read them.
 *
 * @param comparison The comparison.
 * @returns HTML and text.
 */
export function comparisonBundle(comparison: Comparison): MimeBundle {
  const { sources, traces, clusters, pairs, seed, resamples } = comparison;
  const [a, b] = shownSources(sources);
  const whole = cellText;
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
