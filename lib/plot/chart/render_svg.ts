import type { LoggerInterface } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { escapeHtml, textWidth } from "../../display/mod.ts";

/** A drawn chart, and what Vega complained about on the way. */
export interface Rendering {
  /** The SVG document. */
  svg: string;
  /** Vega's and Vega-Lite's warnings; empty for a sound spec. */
  warnings: string[];
}

/** What is used of Vega and Vega-Lite. */
interface Engine {
  compile: typeof import("vega-lite").compile;
  parse: typeof import("vega").parse;
  View: typeof import("vega").View;
  /** Part of Vega's API that its typings leave out: numbers what drawings refer to from 1 again. */
  resetSVGDefIds(): void;
}

let enginePromise: Promise<Engine> | undefined;
let lastDrawing: Promise<unknown> = Promise.resolve();

/** One drawing after the other: Vega numbers the parts of all drawings together, and each is to have its own numbers. */
function runAlone<T>(draw: () => Promise<T>): Promise<T> {
  const drawn = lastDrawing.then(draw);
  lastDrawing = drawn.catch(() => {});
  return drawn;
}

/**
 * Draws a Vega-Lite spec as SVG, without a browser: compiled, laid out with the widths of DejaVu Sans, and
 * labelled with its description. Vega is loaded at the first call.
 *
 * @param spec The spec, its data inlined; data by URL is refused.
 * @returns The SVG and the warnings.
 * @throws {Error} If the spec does not compile or wants data from elsewhere.
 * @see https://vega.github.io/vega-lite/usage/compile.html
 */
export async function renderSvg(spec: TopLevelSpec): Promise<Rendering> {
  const { compile, parse, View, resetSVGDefIds } = await (enginePromise ??= loadEngine());
  const warnings: string[] = [];
  const wanted: string[] = [];
  const logger = makeLogger(warnings);
  let svg: string;
  try {
    // Vega marks the data rows that it is given: it gets its own.
    const compiled = compile(structuredClone(spec), { logger }).spec;
    const view = new View(parse(compiled), { renderer: "none", logger, loader: makeRefusingLoader(wanted) });
    svg = await runAlone(() => {
      resetSVGDefIds();
      return view.toSVG();
    });
    view.finalize();
  } catch (cause) {
    throw new Error(`Cannot draw the chart: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  // Vega itself only warns of data that did not come, and draws an empty chart.
  if (wanted.length > 0) {
    throw new Error(
      `Cannot draw the chart with data from ${wanted[0]}: put the data into the spec as data.values`,
    );
  }
  const label = `<svg role="img" aria-label="${escapeHtml(spec.description ?? "")}" `;
  return { svg: svg.replace(/^<svg /, () => label), warnings };
}

/** Vega, with its width estimate (0.8 em a character without a canvas) replaced by the real font's widths. */
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

interface TextItem {
  fontSize?: number;
  fontWeight?: string | number;
  limit?: number;
}

function isBold(weight: string | number | undefined): boolean {
  return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
}

/** A loader that notes what was asked for and loads nothing. */
function makeRefusingLoader(wanted: string[]) {
  const refuse = (uri: string): Promise<never> => {
    wanted.push(uri);
    return Promise.reject(new Error(`${uri} is not loaded`));
  };
  return { load: refuse, http: refuse, file: refuse, sanitize: refuse, options: {} };
}

function makeLogger(warnings: string[]): LoggerInterface {
  const note = (...parts: readonly unknown[]) => {
    warnings.push(parts.map(String).join(" "));
    return logger;
  };
  const quiet = () => logger;
  const fail = (...parts: readonly unknown[]) => {
    throw parts.find((part) => part instanceof Error) ?? new Error(parts.map(String).join(" "));
  };
  // Level 1 is Vega's Warn: the runtime asks it before it spends time on messages.
  const logger = {
    level: () => 1,
    warn: note,
    info: quiet,
    debug: quiet,
    error: fail,
  } as unknown as LoggerInterface;
  return logger;
}
