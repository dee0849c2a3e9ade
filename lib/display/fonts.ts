/** Result of {@linkcode loadFonts}: the fonts that pictures are drawn with, as the bytes of OpenType files. */
export interface Fonts {
  /** DejaVu Sans. */
  regular: Uint8Array;
  /** DejaVu Sans Bold. */
  bold: Uint8Array;
}

let fontsPromise: Promise<Fonts> | undefined;

/**
 * Loads DejaVu Sans, regular and bold, from the npm package `dejavu-fonts-ttf`: 1.5 MB, read at the first call.
 *
 * The bytes are imported like code ("raw-imports" in deno.json), so no permission to read or to fetch is
 * needed.
 *
 * @returns The bytes of the font files; every call returns one and the same promise.
 * @see https://dejavu-fonts.github.io/
 * @see https://github.com/tc39/proposal-import-bytes
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadFonts } from "./mod.ts";
 *
 * const { regular } = await loadFonts();
 * assertEquals(regular.length, 757076);
 * ```
 */
export function loadFonts(): Promise<Fonts> {
  return fontsPromise ??= readFonts();
}

async function readFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    import("dejavu-fonts-ttf/ttf/DejaVuSans.ttf", { with: { type: "bytes" } }),
    import("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf", { with: { type: "bytes" } }),
  ]);
  return { regular: regular.default, bold: bold.default };
}

/** Returns the width of a code point in em, which is how far the next character is moved to the right. */
export type AdvanceWidth = (codePoint: number) => number;

/**
 * Reads the advance widths of an OpenType font from its `cmap` (format 12, all of Unicode), `hhea`, `hmtx` and `head`
 * tables. Kerning and ligatures are left aside; a character that the font lacks has the width of
 * its empty box.
 *
 * @param font The bytes of a .ttf file.
 * @returns A function from code points to their widths, in em.
 * @throws {TypeError} If the bytes are no such font.
 * @see https://learn.microsoft.com/typography/opentype/spec/cmap
 * @see https://learn.microsoft.com/typography/opentype/spec/hmtx
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readAdvanceWidths, loadFonts } from "./mod.ts";
 *
 * const advance = readAdvanceWidths((await loadFonts()).regular);
 * assertEquals(advance("i".charCodeAt(0)), 569 / 2048);
 * ```
 */
export function readAdvanceWidths(font: Uint8Array): AdvanceWidth {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = tableFinder(view);
  const unitsPerEm = view.getUint16(table("head") + 18);
  const metrics = view.getUint16(table("hhea") + 34);
  const hmtx = table("hmtx");
  const glyphOf = characterMap(view, table("cmap"));
  // Glyphs past the last metric share it: the spec's short form for fixed-width tails.
  return (codePoint) => view.getUint16(hmtx + 4 * Math.min(glyphOf(codePoint), metrics - 1)) / unitsPerEm;
}

function tableFinder(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(record + k)));
    offsets.set(tag, view.getUint32(record + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new TypeError(`Cannot read the font: it has no "${tag}" table`);
    return offset;
  };
}

function characterMap(view: DataView, cmap: number): (codePoint: number) => number {
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const subtable = cmap + view.getUint32(cmap + 8 + 8 * i);
    if (view.getUint16(subtable) === 12) return (codePoint) => glyphIndex(view, subtable, codePoint);
  }
  throw new TypeError("Cannot read the font: its cmap table has no subtable of format 12");
}

/** Finds a code point's glyph by binary search over the ranges of a `cmap` subtable; glyph 0 is the empty box. */
function glyphIndex(view: DataView, subtable: number, codePoint: number): number {
  let low = 0;
  let high = view.getUint32(subtable + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = subtable + 16 + 12 * middle;
    if (codePoint < view.getUint32(group)) high = middle - 1;
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
  }
  return 0;
}

/** Returns the width of one line in px, given the text, its font size in px and whether it is bold. */
export type TextWidth = (text: string, size: number, bold?: boolean) => number;

let textWidthPromise: Promise<TextWidth> | undefined;

/**
 * Makes a function that measures text as the PNG pictures draw it, in DejaVu Sans.
 *
 * @returns The function; the fonts are loaded at the first call.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { textWidth } from "./mod.ts";
 *
 * const width = await textWidth();
 * assert(width("iii", 11) < width("mmm", 11));
 * assert(width("calls", 11) < width("calls", 11, true));
 * ```
 */
export function textWidth(): Promise<TextWidth> {
  return textWidthPromise ??= makeTextWidth();
}

async function makeTextWidth(): Promise<TextWidth> {
  const fonts = await loadFonts();
  const regular = memoize(readAdvanceWidths(fonts.regular));
  const bold = memoize(readAdvanceWidths(fonts.bold));
  return (text, size, isBold = false) => {
    const advance = isBold ? bold : regular;
    let em = 0;
    for (const char of text) em += advance(char.codePointAt(0)!);
    return em * size;
  };
}

function memoize(advance: AdvanceWidth): AdvanceWidth {
  const known = new Map<number, number>();
  return (codePoint) => {
    let width = known.get(codePoint);
    if (width === undefined) known.set(codePoint, width = advance(codePoint));
    return width;
  };
}
