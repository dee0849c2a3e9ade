import { Buffer } from "node:buffer";

const MOTIFS = [steps, columns, dots];
const QUIET = "#8a9199";

/**
 * A picture for a notebook that has none: steps, columns or dots, whose sizes come from the title, so that
 * every notebook has its own. A `data:` URI that reads on light and on dark.
 *
 * @param title The notebook's title.
 * @param at Its place among the others, from 0: neighbours get unlike pictures.
 */
export function placeholderImage(title: string, at: number): string {
  const motif = MOTIFS[at % MOTIFS.length]!;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">` +
    `${motif(sequence(title))}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}

/** The steps of a trace: an indented line for each, begun by one colour. */
function steps(next: () => number): string {
  const rows = Array.from({ length: 6 }, (_, row) => {
    const y = 35 + row * 24;
    const x = row % 3 === 0 ? 66 : 88;
    const first = 30 + next() * 70;
    return bar(x, y, first, 10, "#3f8f99", 0.85) + bar(x + first + 8, y, 20 + next() * 80, 10, QUIET, 0.4);
  });
  return `<path d="M50 35V165" stroke="${QUIET}" stroke-opacity="0.5" stroke-width="2"/>${rows.join("")}`;
}

/** Counts side by side. */
function columns(next: () => number): string {
  const bars = Array.from({ length: 9 }, (_, column) => {
    const height = 24 + next() * 100;
    return bar(58 + column * 23, 160 - height, 14, height, "#c9684a", column % 3 === 1 ? 0.85 : 0.4);
  });
  return `<path d="M48 164H272" stroke="${QUIET}" stroke-opacity="0.5" stroke-width="2"/>${bars.join("")}`;
}

/** Many of one kind, and some that stand out. */
function dots(next: () => number): string {
  return Array.from({ length: 60 }, (_, at) => {
    const out = next() < 0.22;
    const [x, y] = [60 + (at % 10) * 22.2, 45 + Math.floor(at / 10) * 22];
    return `<circle cx="${x.toFixed(1)}" cy="${y}" r="${out ? 7 : 5}" fill="${out ? "#4a7bb0" : QUIET}" ` +
      `fill-opacity="${out ? 0.9 : 0.35}"/>`;
  }).join("");
}

function bar(x: number, y: number, width: number, height: number, fill: string, opacity: number): string {
  const [left, top, wide, high] = [x, y, width, height].map((size) => size.toFixed(1));
  return `<rect x="${left}" y="${top}" width="${wide}" height="${high}" rx="5" fill="${fill}" ` +
    `fill-opacity="${opacity}"/>`;
}

/** Numbers from 0 to 1 that depend on the text alone. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function sequence(text: string): () => number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return () => {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 12;
    return (hash >>> 0) / 2 ** 32;
  };
}
