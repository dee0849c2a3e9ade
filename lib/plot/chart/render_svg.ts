import type { LoggerInterface } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { escapeHtml, textWidth } from "../../display/mod.ts";

/** Result of {@linkcode renderSvg}. */
export interface Rendering {
  /** The SVG document. */
  svg: string;
  /** Warnings of Vega and Vega-Lite; empty for a sound spec. */
  warnings: string[];
}

/** The functions of Vega and Vega-Lite that are used. */
interface Engine {
  compile: typeof import("vega-lite").compile;
  parse: typeof import("vega").parse;
  View: typeof import("vega").View;
  /** Restarts the numbering of ids in drawings; part of Vega's API that its typings leave out. */
  resetSVGDefIds(): void;
}

let enginePromise: Promise<Engine> | undefined;
let lastDrawing: Promise<unknown> = Promise.resolve();

/** Runs one drawing after the other: Vega numbers ids across drawings, and equal charts must have equal SVG. */
function runAlone<T>(draw: () => Promise<T>): Promise<T> {
  const drawn = lastDrawing.then(draw);
  lastDrawing = drawn.catch(() => {});
  return drawn;
}

/**
 * Draws a Vega-Lite spec as SVG without a browser, laid out with the widths of DejaVu Sans and labelled with its
 * description; throws an `Error` if it does not compile or loads data by URL. Vega is loaded at the first call.
 *
 * @see https://vega.github.io/vega-lite/usage/compile.html
 */
export async function renderSvg(spec: TopLevelSpec): Promise<Rendering> {
  const { compile, parse, View, resetSVGDefIds } = await (enginePromise ??= loadEngine());
  const warnings: string[] = [];
  const urls: string[] = [];
  const logger = makeLogger(warnings);
  let svg: string;
  try {
    // Vega changes the data rows that it is given, so it gets a copy.
    const compiled = compile(structuredClone(spec), { logger }).spec;
    const view = new View(parse(compiled), { renderer: "none", logger, loader: makeRefusingLoader(urls) });
    svg = await runAlone(() => {
      resetSVGDefIds();
      return view.toSVG();
    });
    view.finalize();
  } catch (cause) {
    throw new Error(`Cannot draw the chart: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  // Vega only warns of data that cannot be loaded, and draws an empty chart.
  if (urls.length > 0) {
    throw new Error(
      `Cannot draw the chart with data from ${urls[0]}: put the data into the spec as data.values`,
    );
  }
  const label = `<svg role="img" aria-label="${escapeHtml(spec.description ?? "")}" `;
  return { svg: svg.replace(/^<svg /, () => label), warnings };
}

/** Loads Vega, and replaces its estimate of text widths (0.8 em a character) by the font's widths. */
async function loadEngine(): Promise<Engine> {
  const [vega, { compile }, width] = await Promise.all([import("vega"), import("vega-lite"), textWidth()]);
  // Part of Vega's API that its typings leave out; a custom width is used wherever text is laid out or cut.
  const { textMetrics, resetSVGDefIds } = vega as unknown as {
    textMetrics: { width: (item: TextItem, text: unknown) => number };
    resetSVGDefIds(): void;
  };
  textMetrics.width = (item, text) => {
    const size = item.fontSize ?? 11;
    const full = width(String(text ?? "").trim(), size, isBold(item.fontWeight));
    return item.limit !== undefined && item.limit > 0 ? Math.min(full, item.limit) : full;
  };
  return { compile, parse: vega.parse, View: vega.View, resetSVGDefIds };
}

/** The properties of a Vega text mark that decide its width. */
interface TextItem {
  fontSize?: number;
  fontWeight?: string | number;
  limit?: number;
}

function isBold(weight: string | number | undefined): boolean {
  return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
}

/** Makes a loader that records the URLs asked for and loads nothing. */
function makeRefusingLoader(urls: string[]) {
  const refuse = (uri: string): Promise<never> => {
    urls.push(uri);
    return Promise.reject(new Error(`${uri} is not loaded`));
  };
  return { load: refuse, http: refuse, file: refuse, sanitize: refuse, options: {} };
}

/** Makes a logger that records warnings and throws errors. */
function makeLogger(warnings: string[]): LoggerInterface {
  const note = (...parts: readonly unknown[]) => {
    warnings.push(parts.map(String).join(" "));
    return logger;
  };
  const quiet = () => logger;
  const fail = (...parts: readonly unknown[]) => {
    throw parts.find((part) => part instanceof Error) ?? new Error(parts.map(String).join(" "));
  };
  // Level 1 is Vega's Warn: Vega asks for it before it makes messages.
  const logger = {
    level: () => 1,
    warn: note,
    info: quiet,
    debug: quiet,
    error: fail,
  } as unknown as LoggerInterface;
  return logger;
}
