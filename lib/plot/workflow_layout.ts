import dagre from "@dagrejs/dagre";

/** A box to place. */
export interface Box {
  /** What edges call it. */
  id: string;
  /** Px. */
  width: number;
  /** Px. */
  height: number;
}

/** An arrow to draw. */
export interface Arrow {
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
export interface Place {
  /** To the right. */
  x: number;
  /** Downwards. */
  y: number;
}

/** Where everything is. */
export interface WorkflowLayout {
  /** The whole. */
  width: number;
  /** The whole. */
  height: number;
  /** The boxes' middles, in the order given. */
  boxes: Place[];
  /** The arrows' points from rim to rim and the middles of their labels, in the order given. */
  arrows: ({ points: Place[] } & Place)[];
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
export function workflowLayout(boxes: readonly Box[], arrows: readonly Arrow[]): WorkflowLayout {
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
    boxes: boxes.map(({ id }) => place(graph.node(id))),
    arrows: arrows.map(({ from, to }) => {
      const { points, x, y } = graph.edge(from, to) as {
        points: { x: number; y: number }[];
        x: number;
        y: number;
      };
      return { points: points.map(place), ...place({ x, y }) };
    }),
  };
}

function place({ x, y }: Place): Place {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}
