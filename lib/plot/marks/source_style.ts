import { SOURCE_COLOURS } from "../chart/theme.ts";
import { uniqueLabels } from "./labels.ts";

/** Label and colour of a source in a chart. */
export interface SourceStyle {
  /** Label of the source. */
  name: string;
  /** Colour of the source, as CSS. */
  colour: string;
  /** Whether the label is shown; not for a single group without a name. */
  isNamed: boolean;
}

/**
 * Chooses label and colour of each source in a chart; a single group without a name is `all traces`. Throws a `RangeError` if
 * there are more sources than colours.
 */
export function styleSources(
  groups: readonly (string | null)[],
  longest = groups.length > 2 ? 28 : 40,
): SourceStyle[] {
  if (groups.length > SOURCE_COLOURS.length) {
    throw new RangeError(
      `Cannot draw ${groups.length} groups over each other: choose ${SOURCE_COLOURS.length} of them at most`,
    );
  }
  const isNamed = groups.length > 1 || groups[0] !== null;
  const names = isNamed ? uniqueLabels(groups, longest) : ["all traces"];
  return names.map((name, i) => ({ name, colour: SOURCE_COLOURS[i]!, isNamed }));
}

/** Puts a source's label before a text, `kimi: 3,000 traces`; a single group without a name gets the text alone. */
export function prefixSource({ name, isNamed }: SourceStyle, text: string): string {
  return isNamed ? `${name}: ${text}` : text;
}

/** Makes the Vega-Lite colour channel over the field `source`, with a legend if there are several sources. */
export function sourceColourChannel(styles: readonly SourceStyle[]) {
  return {
    field: "source",
    type: "nominal" as const,
    scale: { domain: styles.map(({ name }) => name), range: styles.map(({ colour }) => colour) },
    legend: styles.length > 1 ? SOURCE_LEGEND : null,
  };
}

/** Legend of sources: a line above the chart. */
export const SOURCE_LEGEND = {
  title: null,
  orient: "top" as const,
  direction: "horizontal" as const,
  symbolSize: 110,
  symbolOpacity: 1,
  symbolStrokeWidth: 0,
  labelFontSize: 12,
  labelLimit: 0,
  columnPadding: 18,
  offset: 8,
};
