import type { Place } from "./workflow_layout.ts";

/** Something that takes room: its middle and its size, in px. */
export interface Room extends Place {
  /** Px. */
  width: number;
  /** Px. */
  height: number;
}

/** An arrow with the room for its label: points from rim to rim, the label's middle among them. */
export interface LabelledLine extends Room {
  /** The points. */
  points: readonly Place[];
}

/** How an arrow is drawn. */
export interface CurvedLine extends Place {
  /** The points of a B-spline, of which `x` and `y` is one place: there the label stands. */
  points: Place[];
}

/**
 * Draws lines as B-splines and puts each label on its line. A spline goes by its points: most labels move with it a
 * little, but one that would come to lie on another, or on a box, keeps its room, and its line goes through there.
 *
 * @param lines The lines; their own rooms are clear of one another and of the boxes.
 * @param boxes What labels must not lie on.
 * @returns The lines, in the same order.
 */
export function curveLabels(lines: readonly LabelledLine[], boxes: readonly Room[]): CurvedLine[] {
  const moved = lines.map(onSpline);
  const labels = lines.map((line, i) => ({ ...line, ...moved[i]! }));
  for (let i = 0; i < lines.length;) {
    const others = [...boxes, ...labels.filter((_, k) => k !== i)];
    const kept = labels[i]!.x === lines[i]!.x && labels[i]!.y === lines[i]!.y;
    if (kept || !others.some((other) => overlap(labels[i]!, other))) i++;
    else {
      labels[i] = { ...lines[i]! };
      i = 0; // what was clear of the label where it was may not be where it is now
    }
  }
  return labels.map(({ x, y, points }, i) => {
    const through = x !== moved[i]!.x || y !== moved[i]!.y;
    return { x, y, points: through ? throughLabel(lines[i]!) : [...points] };
  });
}

/** The point of the line at which the label is, with those beside it. */
function around({ points, x, y }: LabelledLine): [at: number, before?: Place, after?: Place] {
  const at = points.findIndex((point) => point.x === x && point.y === y);
  return [at, points[at - 1], points[at + 1]];
}

/** Where a spline passes the label's point. */
function onSpline(line: LabelledLine): Place {
  const [, before, after] = around(line);
  if (!before || !after) return { x: line.x, y: line.y };
  return { x: round((before.x + 4 * line.x + after.x) / 6), y: round((before.y + 4 * line.y + after.y) / 6) };
}

/** The points with the label's so far out that the spline passes through the label. */
function throughLabel(line: LabelledLine): Place[] {
  const [at, before, after] = around(line);
  if (!before || !after) return [...line.points];
  const out = (middle: number, one: number, other: number) => round((6 * middle - one - other) / 4);
  return line.points.with(at, { x: out(line.x, before.x, after.x), y: out(line.y, before.y, after.y) });
}

function overlap(a: Room, b: Room): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
