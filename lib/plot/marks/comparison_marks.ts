import type { MetricComparison } from "../../measure/mod.ts";
import { TEXT_COLOURS } from "../chart/theme.ts";
import { estimateLabelWidth } from "./labels.ts";
import type { SourceStyle } from "./source_style.ts";

/** Space between columns, in px. */
const GAP = 16;
const FONT_SIZE = 11;
const DIFFERENCE_HEADING = "difference (95 % interval)";
const EFFECT_HEADING = "effect";

/** A column of text beside the plot. */
interface Column {
  field: "a" | "b" | "difference" | "effect" | "p";
  heading: string;
  colour: string;
  align: "left" | "right";
  /** Position in px at which the text begins, or ends if it is aligned right. */
  at: number;
}

/** Result of {@linkcode comparisonColumns}. */
interface ComparisonColumns {
  /** Vega-Lite layers with the text of the columns. */
  layers: object[];
  /** Width of the columns to the left of the plot, in px. */
  left: number;
}

/**
 * Makes columns of text as wide as what they hold: both sources' values to the left of the plot, the difference, effect
 * and p to the right. The caller's y channel reads the field `metric`.
 */
export function comparisonColumns(
  rows: readonly ComparisonRow[],
  styles: readonly SourceStyle[],
  width: number,
): ComparisonColumns {
  const [a, b] = [styles[0]!, styles[1]!];
  const widest = (field: Column["field"], heading: string) =>
    Math.max(
      estimateLabelWidth(heading, FONT_SIZE, true),
      ...rows.map((row) => estimateLabelWidth(row[field], FONT_SIZE)),
    );
  const endOfA = -GAP - widest("b", b.name) - GAP;
  const effect = width + GAP + widest("difference", DIFFERENCE_HEADING) + GAP;
  const columns: Column[] = [
    { field: "a", heading: a.name, colour: a.colour, align: "right", at: endOfA },
    { field: "b", heading: b.name, colour: b.colour, align: "right", at: -GAP },
    {
      field: "difference",
      heading: DIFFERENCE_HEADING,
      colour: TEXT_COLOURS.quiet,
      align: "left",
      at: width + GAP,
    },
    { field: "effect", heading: EFFECT_HEADING, colour: TEXT_COLOURS.quiet, align: "left", at: effect },
    {
      field: "p",
      heading: "adjusted p",
      colour: TEXT_COLOURS.quiet,
      align: "left",
      at: effect + widest("effect", EFFECT_HEADING) + GAP,
    },
  ];
  return {
    layers: columns.flatMap((column) => columnLayers(column, rows)),
    left: Math.round(-endOfA + widest("a", a.name) + GAP),
  };
}

function columnLayers(
  { field, heading, colour, align, at }: Column,
  rows: readonly ComparisonRow[],
): object[] {
  const look = { type: "text", aria: false, align, fontSize: FONT_SIZE };
  const x = { value: Math.round(at) };
  return [
    {
      data: { values: rows.map((row) => ({ metric: row.metric, label: row[field] })) },
      mark: { ...look, color: TEXT_COLOURS.normal },
      encoding: { x, text: { field: "label", type: "nominal" } },
    },
    {
      data: { values: [{ label: heading }] },
      mark: { ...look, color: colour, fontWeight: "bold" },
      encoding: { x, y: { value: -12 }, text: { field: "label", type: "nominal" } },
    },
  ];
}

/** What {@linkcode plotComparison} needs of a compared metric. */
export type ComparedMetric = Omit<MetricComparison, "name" | "p" | "n">;

/** Result of {@linkcode comparisonRow}: positions of the marks of a metric, and texts of its columns. */
interface ComparisonRow {
  /** Label of the metric. */
  metric: string;
  /** Difference relative to the second value, 0.2 for 20 % more; null where the second value is 0 or missing. */
  relative: number | null;
  /** Lower end of the interval of the relative difference; null where `relative` is. */
  low: number | null;
  /** Upper end of the interval of the relative difference; null where `relative` is. */
  high: number | null;
  /** Whether the adjusted p is below 0.05. */
  certain: boolean;
  /** Text of the first source's value. */
  a: string;
  /** Text of the second source's value. */
  b: string;
  /** Text of the difference, with its interval. */
  difference: string;
  /** Text of the effect size. */
  effect: string;
  /** Text of the adjusted p. */
  p: string;
  /** The comparison in words. */
  words: string;
}

/** Adjusted p below which a difference is drawn filled. */
const SIGNIFICANCE_LEVEL = 0.05;

/** Makes the row of a compared metric, which has the given label. */
export function comparisonRow(metric: ComparedMetric, name: string): ComparisonRow {
  const { a, b, difference, low, high, effect, pAdjusted } = metric;
  const relative = b === null || b === 0 || difference === null ? null : difference / Math.abs(b);
  const part = (end: number | null) =>
    relative === null ? null : end === null ? relative : end / Math.abs(b!);
  // The difference of two shares is in percentage points: in percent it would read as a relative difference.
  const share = metric.unit === "share";
  const change = (value: number) => formatSigned(share ? 100 * value : value, { ...metric, unit: "number" });
  const interval = low === null || high === null ? "" : ` (${change(low)} to ${change(high)})`;
  const row = {
    metric: name,
    relative,
    low: part(low),
    high: part(high),
    certain: pAdjusted !== null && pAdjusted < SIGNIFICANCE_LEVEL,
    a: a === null ? "–" : formatValue(a, metric),
    b: b === null ? "–" : formatValue(b, metric),
    difference: difference === null ? "–" : `${change(difference)}${share ? " pp" : ""}${interval}`,
    effect: effect === null ? "–" : formatSigned(effect, { unit: "number", digits: 2 }),
    p: pAdjusted === null ? "–" : pAdjusted < 0.001 ? "<0.001" : pAdjusted.toFixed(3),
  };
  return { ...row, words: describeRow(row) };
}

function describeRow({ metric, relative, p, a, b }: Omit<ComparisonRow, "words">): string {
  if (relative === null) return `${metric} ${a} and ${b}`;
  const chance = p === "–" ? "" : ` (p ${p.startsWith("<") ? p : `= ${p}`})`;
  return `${metric} ${formatSigned(relative, { unit: "share", digits: 0 })}${chance}`;
}

type ValueFormat = Pick<ComparedMetric, "unit" | "digits">;

function formatValue(value: number, { unit, digits }: ValueFormat): string {
  const scaled = unit === "share" ? 100 * value : value;
  const text = scaled.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text}${unit === "share" ? "%" : ""}`;
}

/** Formats a value with its sign, unless all its digits are zero. */
function formatSigned(value: number, shown: ValueFormat): string {
  const text = formatValue(Math.abs(value), shown);
  return /[1-9]/.test(text) ? `${value > 0 ? "+" : "−"}${text}` : text;
}
