import type { TopLevelSpec } from "vega-lite";
import {
  type Displayable,
  displayable,
  type PngOptions,
  svgToPng,
  VEGALITE_MIME,
} from "../../display/mod.ts";
import { renderChartPage } from "./chart_page.ts";
import { renderSvg } from "./render_svg.ts";
import { THEME } from "./theme.ts";

/** A Vega-Lite spec, with its data in it. */
export interface ChartSpec {
  /** What the chart shows, in words; it becomes the alt text. */
  description: string;
  /** Any other property of a Vega-Lite spec. */
  [property: string]: unknown;
}

/**
 * Result of every `plot…` function: a picture with a display, interactive where a notebook knows Vega-Lite, else a PNG, else
 * a text.
 */
export interface Chart extends Displayable {
  /** The Vega-Lite spec as plain JSON data, with the chart's data and theme. */
  readonly spec: ChartSpec;
  /** Returns the spec as JSON text, ready for the Vega editor or a file. */
  json(): string;
  /** Draws the chart as an SVG document. */
  svg(): Promise<string>;
  /** Draws the chart as the bytes of a PNG file. */
  png(options?: PngOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** Draws the chart as an HTML page that stands alone, without script, readable in light and dark. */
  html(): Promise<string>;
}

const SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

/**
 * Makes a chart of a Vega-Lite spec, in the common theme ({@linkcode THEME}).
 *
 * Its display holds the spec (JupyterLab and rendered pages draw that), a PNG (nbconvert, GitHub, VS Code) and the
 * description as alt text.
 *
 * @param spec A Vega-Lite spec with the data in it (`data.values`) and a `description` that says in words what the chart
 * shows. Entries of its `config` replace those of the theme.
 * @returns The chart. The spec is copied, so later changes to the argument do not change the chart.
 * @throws {TypeError} If the spec has no description.
 * @see https://vega.github.io/vega-lite/docs/spec.html
 *
 * @example
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { chart } from "../mod.ts";
 * import { JUPYTER_DISPLAY } from "../../display/mod.ts";
 *
 * const calls = chart({
 *   description: "Bar chart of two tools: terminal 9 calls, patch 4.",
 *   data: { values: [{ tool: "terminal", calls: 9 }, { tool: "patch", calls: 4 }] },
 *   mark: "bar",
 *   encoding: { x: { field: "calls", type: "quantitative" }, y: { field: "tool", type: "nominal" } },
 * });
 * assert((await calls.svg()).includes(">terminal</text>"));
 * const shown = await calls[JUPYTER_DISPLAY]();
 * assertEquals(Object.keys(shown), ["application/vnd.vegalite.v5+json", "image/png", "text/plain"]);
 * ```
 */
export function chart(spec: ChartSpec): Chart {
  const { description } = spec;
  if (!description) {
    throw new TypeError("Cannot make a chart without a description: say in words what it shows");
  }
  const config = { ...THEME, ...spec.config as object | undefined };
  const full: ChartSpec = JSON.parse(JSON.stringify({ $schema: SCHEMA, ...spec, description, config }));
  const svg = async () => {
    const { svg, warnings } = await renderSvg(full as unknown as TopLevelSpec);
    for (const warning of warnings) console.warn(`Chart "${description}": ${warning}`);
    return svg;
  };
  const png = async (options?: PngOptions) => svgToPng(await svg(), options);
  const bundle = async () => ({
    [VEGALITE_MIME]: full,
    "image/png": (await png()).toBase64(),
    "text/plain": description,
  });
  const json = () => JSON.stringify(full, null, 2);
  const html = async () =>
    renderChartPage({ title: titleOf(full), description, svg: await svg(), json: JSON.stringify(full) });
  const made = { spec: full, json, svg, png, html };
  return displayable(made, bundle, () => description);
}

/** Returns the title's text, or the description of a chart without a title. */
function titleOf({ title, description }: ChartSpec): string {
  const text = (title as { text?: unknown } | undefined)?.text ?? title ?? description;
  return [text].flat().join(" ");
}
