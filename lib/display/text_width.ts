import { type Advance, fontAdvances } from "./font_advances.ts";
import { loadFonts } from "./fonts.ts";

/** Measures one line: the text, its font size in px, whether it is bold; gives px. */
export type TextWidth = (text: string, size: number, bold?: boolean) => number;

let ready: Promise<TextWidth> | undefined;

/**
 * Measures text as the PNG pictures will draw it, in DejaVu Sans.
 *
 * @returns The measure; it loads the fonts at the first call and is the same at every call.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { textWidth } from "tracebook";
 *
 * const width = await textWidth();
 * assert(width("iii", 11) < width("mmm", 11));
 * assert(width("calls", 11) < width("calls", 11, true));
 * ```
 */
export function textWidth(): Promise<TextWidth> {
  return ready ??= measureFonts();
}

async function measureFonts(): Promise<TextWidth> {
  const fonts = await loadFonts();
  const regular = remembered(fontAdvances(fonts.regular));
  const bold = remembered(fontAdvances(fonts.bold));
  return (text, size, isBold = false) => {
    const advance = isBold ? bold : regular;
    let em = 0;
    for (const char of text) em += advance(char.codePointAt(0)!);
    return em * size;
  };
}

function remembered(advance: Advance): Advance {
  const known = new Map<number, number>();
  return (codePoint) => {
    let width = known.get(codePoint);
    if (width === undefined) known.set(codePoint, width = advance(codePoint));
    return width;
  };
}
