/**
 * A caption in lines that are no wider than a chart: pieces are joined until a line is full.
 *
 * @param pieces What is said, each piece whole.
 * @param longest The most characters of a line; a longer piece has a line of its own.
 * @returns The lines, pieces separated by a middle dot.
 */
export function captionLines(pieces: readonly string[], longest = 110): string[] {
  const lines: string[] = [];
  for (const piece of pieces.filter((piece) => piece !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + piece.length <= longest) {
      lines.push(`${lines.pop()} · ${piece}`);
    } else lines.push(piece);
  }
  return lines;
}
