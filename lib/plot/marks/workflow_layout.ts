import dagre from "@dagrejs/dagre";

/** A box to place. */
interface Box {
  /** What edges call it. */
  id: string;
  /** Px. */
  width: number;
  /** Px. */
  height: number;
}

/** An arrow to draw. */
interface Arrow {
  /** The box it leaves. */
  from: string;
  /** The box it enters. */
  to: string;
  /** How much it should be short and straight. */
  weight: number;
  /** Room for its label, in px. */
  label: { width: number; height: number };
}

/** A place, in px from the upper left. */
export interface Point {
  /** To the right. */
  x: number;
  /** Downwards. */
  y: number;
}

/** Where everything is. */
interface WorkflowLayout {
  /** The whole. */
  width: number;
  /** The whole. */
  height: number;
  /** The boxes' middles, in the order given. */
  boxes: Point[];
  /** The arrows' points from rim to rim and the middles of their labels, in the order given. */
  arrows: ({ points: Point[] } & Point)[];
}

/**
 * Lays a graph out in layers from the top down, so that boxes and labels keep clear of one another. The same graph
 * always has the same layout.
 *
 * @param boxes The boxes.
 * @param arrows The arrows between them, at most one for each ordered pair.
 * @returns The places.
 * @see https://github.com/dagrejs/dagre
 */
export function layoutWorkflow(boxes: readonly Box[], arrows: readonly Arrow[]): WorkflowLayout {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 30, ranksep: 26, edgesep: 16 });
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to, weight, label } of arrows) {
    graph.setEdge(from, to, { weight, ...label, labelpos: "c" });
  }
  dagre.layout(graph);
  const { width, height } = graph.graph() as { width: number; height: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map(({ id }) => roundPoint(graph.node(id))),
    arrows: arrows.map(({ from, to }) => {
      const { points, x, y } = graph.edge(from, to) as {
        points: { x: number; y: number }[];
        x: number;
        y: number;
      };
      return { points: points.map(roundPoint), ...roundPoint({ x, y }) };
    }),
  };
}

function roundPoint({ x, y }: Point): Point {
  return { x: round(x), y: round(y) };
}

/** Something that takes room: its middle and its size, in px. */
interface Rectangle extends Point {
  /** Px. */
  width: number;
  /** Px. */
  height: number;
}

/** An arrow with the room for its label: points from rim to rim, the label's middle among them. */
interface LabelledLine extends Rectangle {
  /** The points. */
  points: readonly Point[];
}

/** How an arrow is drawn. */
interface CurvedLine extends Point {
  /** The points of a B-spline, of which `x` and `y` is one place: there the label stands. */
  points: Point[];
}

/**
 * Draws lines as B-splines and puts each label on its line. A spline goes by its points: most labels move with it a
 * little, but one that would come to lie on another, or on a box, keeps its room, and its line goes through there.
 *
 * @param lines The lines; their own rooms are clear of one another and of the boxes.
 * @param boxes What labels must not lie on.
 * @returns The lines, in the same order.
 */
export function placeEdgeLabels(lines: readonly LabelledLine[], boxes: readonly Rectangle[]): CurvedLine[] {
  const moved = lines.map(splinePoint);
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
    return { x, y, points: through ? bendThroughLabel(lines[i]!) : [...points] };
  });
}

/** The point of the line at which the label is, with those beside it. */
function findLabelPoint({ points, x, y }: LabelledLine): [at: number, before?: Point, after?: Point] {
  const at = points.findIndex((point) => point.x === x && point.y === y);
  return [at, points[at - 1], points[at + 1]];
}

/** Where a spline passes the label's point. */
function splinePoint(line: LabelledLine): Point {
  const [, before, after] = findLabelPoint(line);
  if (!before || !after) return { x: line.x, y: line.y };
  return { x: round((before.x + 4 * line.x + after.x) / 6), y: round((before.y + 4 * line.y + after.y) / 6) };
}

/** The points with the label's so far out that the spline passes through the label. */
function bendThroughLabel(line: LabelledLine): Point[] {
  const [at, before, after] = findLabelPoint(line);
  if (!before || !after) return [...line.points];
  const out = (middle: number, one: number, other: number) => round((6 * middle - one - other) / 4);
  return line.points.with(at, { x: out(line.x, before.x, after.x), y: out(line.y, before.y, after.y) });
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
