/** How far the pen moves after a character, as a share of the font size. */
export type Advance = (codePoint: number) => number;

/**
 * The advance widths of an OpenType font, read from its `cmap` (format 12, all of Unicode), `hhea`, `hmtx`
 * and `head` tables. Kerning and ligatures are left aside; a character that the font lacks has the width of
 * its empty box.
 *
 * @param font The bytes of a .ttf file.
 * @returns The advance of a code point, in em.
 * @throws {TypeError} If the bytes are no such font.
 * @see https://learn.microsoft.com/typography/opentype/spec/cmap
 * @see https://learn.microsoft.com/typography/opentype/spec/hmtx
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fontAdvances, loadFonts } from "tracebook";
 *
 * const advance = fontAdvances((await loadFonts()).regular);
 * assertEquals(advance("i".charCodeAt(0)), 569 / 2048);
 * ```
 */
export function fontAdvances(font: Uint8Array): Advance {
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

/** Finds the group of successive code points that holds one, by bisection; glyph 0 is the empty box. */
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
