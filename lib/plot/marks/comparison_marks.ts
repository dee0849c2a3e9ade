import type { MetricComparison } from "../../measure/mod.ts";
import { TEXT_COLOURS } from "../chart/theme.ts";
import { estimateLabelWidth } from "./labels.ts";
import type { SourceStyle } from "./source_style.ts";

/** Between columns, in px. */
const GAP = 16;
const FONT_SIZE = 11;
const DIFFERENCE_HEADING = "difference (95 % interval)";
const EFFECT_HEADING = "effect";

interface Column {
  field: "a" | "b" | "difference" | "effect" | "p";
  heading: string;
  colour: string;
  align: "left" | "right";
  /** The px at which it begins or, to the left of the picture, ends. */
  at: number;
}

/** Columns of text beside a picture. */
interface ComparisonColumns {
  /** The Vega-Lite layers that write them. */
  layers: object[];
  /** How far they reach to the left of the picture, in px. */
  left: number;
}

/**
 * The values of a comparison as columns as wide as what they hold: the two sources' left of the picture, what is
 * said of the difference to the right.
 *
 * @param rows The rows; the y channel over the field `metric` is the caller's.
 * @param keys The two sources.
 * @param width The picture's width, in px.
 * @returns The columns.
 */
export function comparisonColumns(
  rows: readonly ComparisonRow[],
  keys: readonly SourceStyle[],
  width: number,
): ComparisonColumns {
  const [a, b] = [keys[0]!, keys[1]!];
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

/** What a row of the chart needs of a compared metric. */
export type ComparedMetric = Omit<MetricComparison, "name" | "p" | "n">;

/** A metric as a row of a chart: where its marks stand, and what its columns say. */
interface ComparisonRow {
  /** The metric's name as it is shown. */
  metric: string;
  /** The difference as a part of the second value; null where there is none to speak of. */
  relative: number | null;
  /** The lower end of its interval, likewise. */
  low: number | null;
  /** The upper end. */
  high: number | null;
  /** Whether chance hardly explains it. */
  certain: boolean;
  /** The first value as text. */
  a: string;
  /** The second value as text. */
  b: string;
  /** The difference as text, with its interval. */
  difference: string;
  /** The effect as text. */
  effect: string;
  /** The adjusted p as text. */
  p: string;
  /** All of it in words. */
  words: string;
}

/** From here on chance is taken to explain a difference. */
const SIGNIFICANCE_LEVEL = 0.05;

/**
 * A metric as a row of a chart.
 *
 * @param metric What was compared.
 * @param name Its name as it is shown.
 * @returns The row.
 */
export function comparisonRow(metric: ComparedMetric, name: string): ComparisonRow {
  const { a, b, difference, low, high, effect, pAdjusted } = metric;
  const relative = b === null || b === 0 || difference === null ? null : difference / Math.abs(b);
  const part = (end: number | null) =>
    relative === null ? null : end === null ? relative : end / Math.abs(b!);
  // The difference of two shares is in points: percent would be taken for the difference in percent.
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

/** With its sign, unless it is nothing but zeros. */
function formatSigned(value: number, shown: ValueFormat): string {
  const text = formatValue(Math.abs(value), shown);
  return /[1-9]/.test(text) ? `${value > 0 ? "+" : "−"}${text}` : text;
}
