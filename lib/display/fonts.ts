/** The two faces that pictures are drawn with, as OpenType files. */
export interface Fonts {
  /** DejaVu Sans. */
  regular: Uint8Array;
  /** DejaVu Sans Bold. */
  bold: Uint8Array;
}

let loaded: Promise<Fonts> | undefined;

/**
 * DejaVu Sans, regular and bold, from the npm package `dejavu-fonts-ttf`: 1.5 MB, read at the first call.
 *
 * The bytes are imported like code ("raw-imports" in deno.json), so no permission to read or to fetch is
 * needed.
 *
 * @returns The font files' bytes; the same at every call.
 * @see https://dejavu-fonts.github.io/
 * @see https://github.com/tc39/proposal-import-bytes
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadFonts } from "tracebook";
 *
 * const { regular } = await loadFonts();
 * assertEquals(regular.length, 757076);
 * ```
 */
export function loadFonts(): Promise<Fonts> {
  return loaded ??= readFonts();
}

async function readFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    import("dejavu-fonts-ttf/ttf/DejaVuSans.ttf", { with: { type: "bytes" } }),
    import("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf", { with: { type: "bytes" } }),
  ]);
  return { regular: regular.default, bold: bold.default };
}
