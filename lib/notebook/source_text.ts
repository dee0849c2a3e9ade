import type { MultilineText } from "./nbformat.ts";

/**
 * Text as one string.
 *
 * @param text One string, or lines with their line ends.
 * @returns The string.
 */
export function joinText(text: MultilineText): string {
  return typeof text === "string" ? text : text.join("");
}

/**
 * Text as its lines, each with its line end, as the notebook format writes it.
 *
 * @param text One string, or lines.
 * @returns The lines; none for an empty text.
 */
export function splitText(text: MultilineText): string[] {
  return joinText(text).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
