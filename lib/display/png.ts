import { loadFonts } from "./fonts.ts";

/** Options for {@linkcode svgToPng}. */
export interface PngOptions {
  /** Pixels per SVG unit; 2 is sharp on dense screens. @default {2} */
  scale?: number;
  /** The CSS colour behind the picture. @default {"#ffffff"} */
  background?: string;
}

let rendererPromise: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

/**
 * Draws an SVG as PNG, with DejaVu Sans for all text. The drawing code (2.4 MB of WebAssembly) and the fonts
 * are loaded at the first call; neither disk nor network permission is needed.
 *
 * @param svg A complete SVG document.
 * @param options Pixels per SVG unit, and the background.
 * @returns The bytes of a PNG file; equal calls return equal bytes.
 * @throws {TypeError} If the text is not well-formed SVG.
 * @throws {RangeError} If the scale is not a positive number.
 * @see https://github.com/thx/resvg-js
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { svgToPng } from "./mod.ts";
 *
 * const png = await svgToPng(`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>`, { scale: 2 });
 * assertEquals([...png.slice(1, 4)], [...new TextEncoder().encode("PNG")]);
 * assertEquals(new DataView(png.buffer).getUint32(16), 8);
 * ```
 */
export async function svgToPng(svg: string, options: PngOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { scale = 2, background = "#ffffff" } = options;
  if (!(scale > 0 && scale < Infinity)) {
    throw new RangeError(`Cannot draw at scale ${scale}: give a number above 0`);
  }
  const [{ Resvg }, { regular, bold }] = await Promise.all([rendererPromise ??= loadRenderer(), loadFonts()]);
  let drawing;
  try {
    drawing = new Resvg(svg, {
      background,
      fitTo: { mode: "zoom", value: scale },
      font: {
        fontBuffers: [regular, bold],
        defaultFontFamily: "DejaVu Sans",
        sansSerifFamily: "DejaVu Sans",
        serifFamily: "DejaVu Sans",
        monospaceFamily: "DejaVu Sans",
      },
    });
  } catch (cause) {
    throw new TypeError(`Cannot draw the SVG: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  const image = drawing.render();
  try {
    // The memory behind asPng is the WebAssembly module's own: copy before it is freed.
    return new Uint8Array(image.asPng());
  } finally {
    image.free();
    drawing.free();
  }
}

async function loadRenderer(): Promise<typeof import("@resvg/resvg-wasm")> {
  const [resvg, wasm] = await Promise.all([
    import("@resvg/resvg-wasm"),
    import("@resvg/resvg-wasm/index_bg.wasm", { with: { type: "bytes" } }),
  ]);
  try {
    await resvg.initWasm(wasm.default);
  } catch (error) {
    // It can be initialised only once; other code in the same process may have done so.
    if (!/already initialized/i.test(String(error))) throw error;
  }
  return resvg;
}
