import { endingOf, writeFileAtomic } from "./atomic_write.ts";

/** A chart that can be given in every format in which {@linkcode saveChart} saves. */
export interface SavableChart {
  /** Returns the Vega-Lite spec as JSON text. */
  json(): string;
  /** Draws the chart as an SVG document. */
  svg(): Promise<string>;
  /** Draws the chart as the bytes of a PNG file. */
  png(): Promise<Uint8Array>;
  /** Returns an HTML page that needs no other file. */
  html(): Promise<string>;
}

const FORMATS: Record<string, (chart: SavableChart) => string | Promise<string | Uint8Array>> = {
  ".svg": (chart) => chart.svg(),
  ".png": (chart) => chart.png(),
  ".html": (chart) => chart.html(),
  ".json": (chart) => chart.json(),
};

/**
 * Saves a chart in the format that the file's ending names: `.svg` and `.png` are pictures, `.html` is a page that needs
 * nothing else, `.json` the Vega-Lite spec. The file is there whole or not at all.
 *
 * @param path The file; its folder must exist.
 * @param chart The chart.
 * @returns The bytes written.
 * @throws {RangeError} If the ending names no format.
 * @throws {Error} If the file cannot be written.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotTools, saveChart } from "tracebook";
 *
 * const dir = await Deno.makeTempDir();
 * await saveChart(`${dir}/tools.svg`, plotTools({ topTools: [["terminal", 45573], ["patch", 1589]] }));
 * assertStringIncludes(await Deno.readTextFile(`${dir}/tools.svg`), ">45,573</text>");
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function saveChart(path: string | URL, chart: SavableChart): Promise<number> {
  const ending = endingOf(path).toLowerCase();
  const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined;
  if (!format) {
    throw new RangeError(
      `Cannot save a chart as ${path}: end its name in ${Object.keys(FORMATS).join(", ")}`,
    );
  }
  return writeFileAtomic(path, await format(chart));
}
