import type { TopLevelSpec } from "vega-lite";
import { type Chart, chart } from "./chart.ts";
import { TEXT_COLOURS } from "./theme.ts";

/** A Vega-Lite spec that is a chart of its own or one plot of several. */
export type SubplotSpec = Extract<TopLevelSpec, { layer: unknown }>;

/** One plot of a chart: its spec, and what it shows in words. */
export interface Subplot {
  /** The Vega-Lite spec, with its data in it. */
  spec: SubplotSpec;
  /** What the plot shows, in one or two sentences. */
  description: string;
}

/** Size of the plotting area in px: two plots beside each other fit into a notebook 960 px wide. */
export const SUBPLOT_SIZE = { width: 258, height: 250 } as const;

/** Makes a chart of one plot. */
export function subplotChart(subplot: Subplot): Chart {
  return chart({ ...subplot.spec, description: subplot.description });
}

/** Makes the plot for missing data: the title, and in an empty frame a note on what is missing, as `no tool calls`. */
export function emptySubplot(
  title: string,
  note: string,
  size: { width: number; height: number } = SUBPLOT_SIZE,
): Subplot {
  const spec: SubplotSpec = {
    title,
    width: size.width,
    height: size.height,
    view: { stroke: "#e7ebef" },
    data: { values: [{}] },
    layer: [{ mark: { type: "text", text: note, color: TEXT_COLOURS.quiet } }],
  };
  return { spec, description: `${title}: ${note}.` };
}
