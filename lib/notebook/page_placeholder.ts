import { Buffer } from "node:buffer";

const WIDTH = 320;
const HEIGHT = 200;

/**
 * A picture for a notebook that has none: the steps of a trace, drawn as rows of bars whose lengths come from
 * the title, so that every notebook has its own. A `data:` URI that reads on light and on dark.
 */
export function placeholderImage(title: string): string {
  const next = sequence(title);
  const rows = Array.from({ length: 6 }, (_, row) => {
    const y = 34 + row * 24;
    const indent = row % 3 === 0 ? 0 : 22;
    const first = 30 + next() * 70;
    const second = 20 + next() * 90;
    return bar(44 + indent, y, first, "#3f8f99", 0.85) + bar(52 + indent + first, y, second, "#8a9199", 0.4);
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" ` +
    `height="${HEIGHT}"><path d="M30 38V158" stroke="#8a9199" stroke-opacity="0.5" stroke-width="2"/>` +
    `${rows.join("")}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}

function bar(x: number, y: number, width: number, fill: string, opacity: number): string {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="10" rx="5" fill="${fill}" ` +
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
