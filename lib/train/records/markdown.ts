/**
 * Texts of unknown origin in Markdown.
 *
 * @module
 */

/**
 * Text as Markdown shows it, whatever it holds.
 *
 * @param text Any text.
 * @returns One line, with every sign that Markdown or HTML reads escaped.
 */
export function plainMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]()<>#|~!&]/g, "\\$&");
}

/**
 * A name in the font of code.
 *
 * @param text Any text.
 * @returns A code span for a table's cell.
 */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + space + line + space + fence;
}

/**
 * A block of code.
 *
 * @param code The code.
 * @param language What it is written in.
 * @returns A fenced block, with a fence that the code does not hold.
 */
export function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}
