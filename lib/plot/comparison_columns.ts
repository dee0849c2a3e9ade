import type { ComparisonRow } from "./comparison_row.ts";
import { labelWidth } from "./label_width.ts";
import type { SourceKey } from "./source_key.ts";
import { INK } from "./theme.ts";

/** Between columns, in px. */
const GAP = 16;
const FONT_SIZE = 11;
const DIFFERENCE = "difference (95 % interval)";
const EFFECT = "effect";

interface Column {
  field: "a" | "b" | "difference" | "effect" | "p";
  heading: string;
  colour: string;
  align: "left" | "right";
  /** The px at which it begins or, to the left of the picture, ends. */
  at: number;
}

/** Columns of text beside a picture. */
export interface ComparisonColumns {
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
  keys: readonly SourceKey[],
  width: number,
): ComparisonColumns {
  const [a, b] = [keys[0]!, keys[1]!];
  const widest = (field: Column["field"], heading: string) =>
    Math.max(labelWidth(heading, FONT_SIZE, true), ...rows.map((row) => labelWidth(row[field], FONT_SIZE)));
  const endOfA = -GAP - widest("b", b.name) - GAP;
  const effect = width + GAP + widest("difference", DIFFERENCE) + GAP;
  const columns: Column[] = [
    { field: "a", heading: a.name, colour: a.colour, align: "right", at: endOfA },
    { field: "b", heading: b.name, colour: b.colour, align: "right", at: -GAP },
    { field: "difference", heading: DIFFERENCE, colour: INK.quiet, align: "left", at: width + GAP },
    { field: "effect", heading: EFFECT, colour: INK.quiet, align: "left", at: effect },
    {
      field: "p",
      heading: "adjusted p",
      colour: INK.quiet,
      align: "left",
      at: effect + widest("effect", EFFECT) + GAP,
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
      mark: { ...look, color: INK.normal },
      encoding: { x, text: { field: "label", type: "nominal" } },
    },
    {
      data: { values: [{ label: heading }] },
      mark: { ...look, color: colour, fontWeight: "bold" },
      encoding: { x, y: { value: -12 }, text: { field: "label", type: "nominal" } },
    },
  ];
}
