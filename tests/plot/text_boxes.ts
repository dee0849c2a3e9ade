import { textWidth } from "../../lib/display/mod.ts";

/** Where a text of a drawing stands, in px. */
export interface TextBox {
  /** The text. */
  text: string;
  /** Left edge. */
  x: number;
  /** Upper edge. */
  y: number;
  /** Width. */
  width: number;
  /** Height of what is written, from the top of the capitals to the base line. */
  height: number;
}

const REFERENCES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const TAG = /<(\/?)(g|text|tspan|svg)\b((?:[^>"]|"[^"]*")*?)(\/?)>([^<]*)/g;

/**
 * The texts of an SVG that stand upright, as DejaVu Sans draws them. Those that are turned are left out.
 *
 * @param svg A drawing of Vega's.
 * @returns One box for each text; a halo and the text on it are one.
 */
export async function textBoxes(svg: string): Promise<TextBox[]> {
  const measure = await textWidth();
  const offsets: [number, number][] = [[0, 0]];
  const boxes = new Map<string, TextBox>();
  let around = ""; // the attributes of the text that a line belongs to
  let down = 0;
  for (const [, closing, tag, attributes, empty, content] of svg.matchAll(TAG)) {
    if (tag === "g" && closing) offsets.pop();
    if (closing || tag === "svg") continue;
    const [left, top] = offsets.at(-1)!;
    if (tag === "text") [around, down] = [attributes!, 0];
    if (tag === "tspan") down += Number(/dy="([^"]*)"/.exec(attributes!)?.[1] ?? 0);
    const own = tag === "tspan" ? around : attributes!;
    const [dx, dy] = /transform="translate\(([-\d.e]+),([-\d.e]+)\)/.exec(own)?.slice(1).map(Number) ??
      [0, 0];
    if (tag === "g") {
      if (!empty) offsets.push([left + dx!, top + dy!]);
      continue;
    }
    // Vega makes labels for which there is no room unseen.
    if (!content || / opacity="0"|rotate\((?!0\))/.test(own)) continue;
    const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(own)?.[1];
    const text = content.replace(/&(\w+);/g, (_, name) => REFERENCES[name]!);
    const size = parseFloat(value("font-size") ?? "11");
    const width = measure(text, size, value("font-weight") === "bold");
    const shift = { start: 0, middle: width / 2, end: width }[value("text-anchor") ?? "start"]!;
    const base = top + dy! + down;
    const box = { text, x: left + dx! - shift, y: base - 0.73 * size, width, height: 0.73 * size };
    boxes.set(JSON.stringify([text, Math.round(box.x), Math.round(box.y)]), box);
  }
  return [...boxes.values()];
}

/** Whether two texts run into one another. */
export function overlap(a: TextBox, b: TextBox): boolean {
  return Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.5 &&
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.5;
}
