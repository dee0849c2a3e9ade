import type { TopLevelSpec } from "vega-lite";
import { type Chart, chart } from "./chart.ts";
import { TEXT_COLOURS } from "./theme.ts";

/** A Vega-Lite spec that stands alone or in a concatenation. */
export type SubplotSpec = Extract<TopLevelSpec, { layer: unknown }>;

/** One picture of a dashboard: the spec, and what it shows in words. */
export interface Subplot {
  /** The spec, data inlined. */
  spec: SubplotSpec;
  /** One or two sentences for those who do not see it. */
  description: string;
}

/** The size of a panel's plotting area, in px: two beside each other fit into a notebook 960 px wide. */
export const SUBPLOT_SIZE = { width: 258, height: 250 } as const;

/**
 * A panel on its own.
 *
 * @param panel The panel.
 * @returns It as a chart.
 */
export function subplotChart(panel: Subplot): Chart {
  return chart({ ...panel.spec, description: panel.description });
}

/**
 * What stands where there is nothing to show: the title and a remark in an empty frame.
 *
 * @param title The title the panel would have.
 * @param remark What is missing, such as `no tool calls`.
 * @param size The plotting area, in px.
 * @returns The panel.
 */
export function emptySubplot(
  title: string,
  remark: string,
  size: { width: number; height: number } = SUBPLOT_SIZE,
): Subplot {
  const spec: SubplotSpec = {
    title,
    width: size.width,
    height: size.height,
    view: { stroke: "#e7ebef" },
    data: { values: [{}] },
    layer: [{ mark: { type: "text", text: remark, color: TEXT_COLOURS.quiet } }],
  };
  return { spec, description: `${title}: ${remark}.` };
}
