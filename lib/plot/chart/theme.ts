import type { Config } from "vega-lite";

/**
 * Colours of single series, dark enough on white and different from each other for every kind of colour vision.
 *
 * @see https://personal.sron.nl/~pault/ (Paul Tol, "Colour schemes", from which they are derived)
 */
export const COLOURS = {
  /** Tools and final answers. */
  teal: "#2b8079",
  /** Calls and their widths. */
  coral: "#c25030",
  /** Turns and thoughts. */
  blue: "#3e6fa3",
} as const;

/**
 * Colours of sources in one chart: different for every kind of colour vision, and dark enough on white for text.
 */
export const SOURCE_COLOURS: readonly string[] = [COLOURS.blue, COLOURS.coral, "#332288", "#70281c"];

/** Nine colours for categories that have their name beside their mark: Paul Tol's "muted" scheme. */
export const CATEGORY_COLOURS: readonly string[] = [
  "#332288",
  "#88ccee",
  "#44aa99",
  "#117733",
  "#999933",
  "#ddcc77",
  "#cc6677",
  "#882255",
  "#aa4499",
];

/** Colour of the categories beyond the nine that have a colour. */
export const OTHERS_COLOUR = "#bbbbbb";

/** Colours of cells from little to much; text in `TEXT_COLOURS.strong` can be read on the darkest. */
export const HEAT_COLOURS = { blue: ["#f1f5f9", "#6096cb"], coral: ["#fcefe9", "#dd7d58"] } as const;

/** Colours of text, by importance. */
export const TEXT_COLOURS = { strong: "#1f2328", normal: "#424a53", quiet: "#656d76" } as const;

const LINE_COLOUR = "#d0d7de";

/** Theme of every chart, as a Vega-Lite `config`: white ground, axes in light colours. */
export const THEME: Readonly<Record<string, unknown>> = {
  background: "#ffffff",
  font: "sans-serif",
  padding: 12,
  title: {
    anchor: "start",
    frame: "group",
    color: TEXT_COLOURS.strong,
    fontSize: 13,
    fontWeight: "bold",
    subtitleColor: TEXT_COLOURS.quiet,
    subtitleFontSize: 11,
    subtitlePadding: 4,
    offset: 10,
  },
  view: { stroke: null },
  axis: {
    labelColor: TEXT_COLOURS.normal,
    labelFontSize: 11,
    labelLimit: 0,
    labelFlush: false,
    labelPadding: 5,
    titleColor: TEXT_COLOURS.quiet,
    titleFontSize: 11,
    titleFontWeight: "normal",
    titlePadding: 8,
    gridColor: "#e7ebef",
    domainColor: LINE_COLOUR,
    tickColor: LINE_COLOUR,
    tickSize: 4,
  },
  legend: {
    labelColor: TEXT_COLOURS.normal,
    labelFontSize: 11,
    labelLimit: 0,
    titleColor: TEXT_COLOURS.quiet,
    titleFontSize: 11,
    titleFontWeight: "normal",
    symbolType: "square",
  },
  text: { color: TEXT_COLOURS.normal, fontSize: 11 },
  concat: { spacing: 36 },
} satisfies Config;

/** Channels for tooltip and ARIA description of a mark; both read the field `words` of its data row. */
export const TOOLTIP_CHANNELS = {
  description: { field: "words", type: "nominal" as const },
  tooltip: { field: "words", type: "nominal" as const },
};
