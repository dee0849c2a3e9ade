import { SOURCE_COLOURS } from "../chart/theme.ts";
import { uniqueLabels } from "./labels.ts";

/** How one source is told from the others in a chart. */
export interface SourceStyle {
  /** Its name as it is shown. */
  name: string;
  /** Its colour. */
  colour: string;
  /** Whether it is told from others at all: one group without a name is not. */
  isNamed: boolean;
}

/**
 * Names and colours for the sources that share a chart.
 *
 * @param groups The sources, or other groups, as they were recorded; all different.
 * @param longest The most characters of a name.
 * @returns One key for each, in the same order. A single group without a name is `all traces`.
 * @throws {RangeError} If there are more than can be told apart by colour.
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

/**
 * What is said of a source in a caption.
 *
 * @param key The source.
 * @param text What is said, such as `3,000 traces`.
 * @returns `kimi: 3,000 traces`, or the text alone where there is nothing to tell apart.
 */
export function prefixSource({ name, isNamed }: SourceStyle, text: string): string {
  return isNamed ? `${name}: ${text}` : text;
}

/**
 * The Vega-Lite colour scale of some sources, with its key above the chart where there are several.
 *
 * @param keys The sources.
 * @returns A colour channel over the field `source`.
 */
export function sourceColourChannel(keys: readonly SourceStyle[]) {
  return {
    field: "source",
    type: "nominal" as const,
    scale: { domain: keys.map(({ name }) => name), range: keys.map(({ colour }) => colour) },
    legend: keys.length > 1 ? SOURCE_LEGEND : null,
  };
}

/** The key of sources: a line above the chart. */
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
