// Scripts that terminals draw two columns wide, and marks that take no room of their own.
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const EMPTY = /[\p{Mn}\p{Me}\p{Cf}]/u;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * How many terminal columns a text takes: East Asian wide characters and emoji two, combining marks none.
 *
 * @param text One line of text.
 * @returns The width in terminal columns.
 * @see https://www.unicode.org/reports/tr11/
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { displayWidth } from "tracebook";
 *
 * assertEquals(["tool", "工具", "e\u0301"].map(displayWidth), [4, 4, 1]);
 * ```
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += EMPTY.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/**
 * One line of at most so many terminal columns: line ends and other control characters become spaces, and
 * what is too long ends in `…`.
 *
 * @param text Any text.
 * @param width The columns it may take, at least 1.
 * @returns The line.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shortenTo } from "tracebook";
 *
 * assertEquals(shortenTo("list the\nfiles", 40), "list the files");
 * assertEquals(shortenTo("list the files", 9), "list the…");
 * ```
 */
export function shortenTo(text: string, width: number): string {
  // A cell of megabytes costs no more than its first characters.
  const line = text.slice(0, 8 * width + 8).replace(CONTROLS, " ");
  if (line.length === text.length && displayWidth(line) <= width) return line;
  let kept = "";
  let room = width - 1;
  for (const char of line) {
    room -= displayWidth(char);
    if (room < 0) break;
    kept += char;
  }
  return kept.trimEnd() + "…";
}
