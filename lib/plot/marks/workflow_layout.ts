import dagre from "@dagrejs/dagre";

/** A box to place. */
interface Box {
  /** Name by which arrows refer to the box. */
  id: string;
  /** Width, in px. */
  width: number;
  /** Height, in px. */
  height: number;
}

/** An arrow to draw. */
interface Arrow {
  /** Id of the box that the arrow leaves. */
  from: string;
  /** Id of the box that the arrow enters. */
  to: string;
  /** How much the layout keeps the arrow short and straight, compared with others. */
  weight: number;
  /** Size of the label, in px. */
  label: { width: number; height: number };
}

/** A point, in px from the upper left. */
export interface Point {
  /** Distance to the right. */
  x: number;
  /** Distance downwards. */
  y: number;
}

/** Result of {@linkcode layoutWorkflow}. */
interface WorkflowLayout {
  /** Width of the graph, in px. */
  width: number;
  /** Height of the graph, in px. */
  height: number;
  /** Middles of the boxes, in the order given. */
  boxes: Point[];
  /** Points of each arrow from rim to rim, and the middle of its label, in the order given. */
  arrows: ({ points: Point[] } & Point)[];
}

/**
 * Lays a graph out in layers from the top down, so that boxes and labels do not overlap; there is at most one arrow for
 * each ordered pair of boxes. Equal graphs have equal layouts.
 *
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
  return { x: roundTenth(x), y: roundTenth(y) };
}

/** A rectangle, by its middle and its size in px. */
interface Rectangle extends Point {
  /** Width, in px. */
  width: number;
  /** Height, in px. */
  height: number;
}

/** An arrow with the rectangle of its label, whose middle is one of the arrow's points. */
interface LabelledLine extends Rectangle {
  /** Points of the arrow from rim to rim. */
  points: readonly Point[];
}

/** An arrow as a B-spline; `x` and `y` are the middle of its label. */
interface CurvedLine extends Point {
  /** Control points of the B-spline. */
  points: Point[];
}

/**
 * Turns lines into B-splines and puts each label on its spline. A spline passes beside its control points, so labels move
 * with it; a label that would then overlap another or a box keeps its place, and its spline is bent through it.
 */
export function placeEdgeLabels(lines: readonly LabelledLine[], boxes: readonly Rectangle[]): CurvedLine[] {
  const moved = lines.map(splinePoint);
  const labels = lines.map((line, i) => ({ ...line, ...moved[i]! }));
  for (let i = 0; i < lines.length;) {
    const others = [...boxes, ...labels.filter((_, k) => k !== i)];
    const unmoved = labels[i]!.x === lines[i]!.x && labels[i]!.y === lines[i]!.y;
    if (unmoved || !others.some((other) => overlap(labels[i]!, other))) i++;
    else {
      labels[i] = { ...lines[i]! };
      i = 0; // others may overlap the label's new place
    }
  }
  return labels.map(({ x, y, points }, i) => {
    const through = x !== moved[i]!.x || y !== moved[i]!.y;
    return { x, y, points: through ? bendThroughLabel(lines[i]!) : [...points] };
  });
}

/** Finds the index of the point at which the label is, and the points before and after it. */
function findLabelPoint({ points, x, y }: LabelledLine): [at: number, before?: Point, after?: Point] {
  const at = points.findIndex((point) => point.x === x && point.y === y);
  return [at, points[at - 1], points[at + 1]];
}

/** Returns the point of the spline that is nearest to the label's control point. */
function splinePoint(line: LabelledLine): Point {
  const [, before, after] = findLabelPoint(line);
  if (!before || !after) return { x: line.x, y: line.y };
  return {
    x: roundTenth((before.x + 4 * line.x + after.x) / 6),
    y: roundTenth((before.y + 4 * line.y + after.y) / 6),
  };
}

/** Moves the label's control point so far out that the spline passes through the label. */
function bendThroughLabel(line: LabelledLine): Point[] {
  const [at, before, after] = findLabelPoint(line);
  if (!before || !after) return [...line.points];
  const out = (middle: number, one: number, other: number) => roundTenth((6 * middle - one - other) / 4);
  return line.points.with(at, { x: out(line.x, before.x, after.x), y: out(line.y, before.y, after.y) });
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

/** Rounds to a tenth of a pixel. */
export function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
