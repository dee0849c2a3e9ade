/**
 * The ways to read a text that may be JSON, or JSON in JSON: as it is, and with blanks in place of what may be an escaped
 * line end or tab. Every other character stays at its place. What stands behind `\n` begins a word only where it is read as
 * an escape, and a folder called `\nina` is one only where it is not.
 *
 * @param text The text.
 * @returns The text first, then others of the same length; each once.
 */
export function escapeViews(text: string): string[] {
  if (!text.includes("\\")) return [text];
  // In JSON a line end is one backslash and n, in JSON in JSON two; a backslash is two, or four.
  const blanked = (every: number) =>
    text.replace(
      /(?<!\\)(\\+)[nrtbf]/g,
      (escape, { length }) => length % every ? " ".repeat(escape.length) : escape,
    );
  return [...new Set([text, blanked(2), blanked(4)])];
}
