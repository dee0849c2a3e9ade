import { displayWidth } from "../display/text_cells.ts";

/** Kinds of letters and how wide the widest of them is in DejaVu Sans, in parts of the font size. */
const KINDS: readonly [RegExp, number][] = [
  [/[ijltfIr.,:;'|!()[\] ]/, 0.44],
  [/[mwMW@%…]/, 1],
  [/[a-z0-9_"\-$?]/, 0.64],
  [/[A-Z]/, 0.79],
];
/** Bold letters are wider by so much. */
const BOLD = 1.13;

/**
 * About how wide a label is drawn, on the safe side: what may hold it must be laid out before the fonts are loaded.
 *
 * @param text One line.
 * @param size The font size, in px.
 * @param bold Whether it is bold.
 * @returns Px.
 */
export function labelWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const char of text) {
    em += KINDS.find(([kind]) => kind.test(char))?.[1] ?? Math.max(1, displayWidth(char)) * 0.9;
  }
  return em * size * (bold ? BOLD : 1);
}
