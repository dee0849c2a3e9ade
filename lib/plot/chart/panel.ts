import type { TopLevelSpec } from "vega-lite";
import { type Chart, chart } from "./chart.ts";
import { INK } from "./theme.ts";

/** A Vega-Lite spec that stands alone or in a concatenation. */
export type PanelSpec = Extract<TopLevelSpec, { layer: unknown }>;

/** One picture of a dashboard: the spec, and what it shows in words. */
export interface Panel {
  /** The spec, data inlined. */
  spec: PanelSpec;
  /** One or two sentences for those who do not see it. */
  description: string;
}

/** The size of a panel's plotting area, in px: two beside each other fit into a notebook 960 px wide. */
export const PANEL = { width: 258, height: 250 } as const;

/**
 * A panel on its own.
 *
 * @param panel The panel.
 * @returns It as a chart.
 */
export function panelChart(panel: Panel): Chart {
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
export function emptyPanel(
  title: string,
  remark: string,
  size: { width: number; height: number } = PANEL,
): Panel {
  const spec: PanelSpec = {
    title,
    width: size.width,
    height: size.height,
    view: { stroke: "#e7ebef" },
    data: { values: [{}] },
    layer: [{ mark: { type: "text", text: remark, color: INK.quiet } }],
  };
  return { spec, description: `${title}: ${remark}.` };
}
