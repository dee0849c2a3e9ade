import { percent, whole } from "../../display/mod.ts";
import { TEXT_COLOURS, TOOLTIP_CHANNELS } from "../chart/theme.ts";
import { estimateLabelWidth } from "./labels.ts";
import { layoutWorkflow, placeEdgeLabels, type Point, roundTenth } from "./workflow_layout.ts";

/** A box of the graph. */
export interface WorkflowNode {
  /** Name by which arrows refer to the box. */
  id: string;
  /** Label of the step. */
  name: string;
  /** How often the step occurs, in words. */
  note: string;
  /** Whether the box is the start or the end rather than a step. */
  end: boolean;
}

/** An arrow of the graph. */
export interface WorkflowArrow {
  /** Id of the box that the arrow leaves. */
  from: string;
  /** Id of the box that the arrow enters. */
  to: string;
  /** Number of transitions. */
  count: number;
  /** Share of what follows the box that the arrow leaves, 0–1. */
  share: number;
}

const NAME_SIZE = 11;
const NOTE_SIZE = 10;
/** Width of the most frequent arrow, in px. */
const MAX_THICKNESS = 6;
const ARROW_COLOUR = "#7d92a8";

/** Draws a graph of steps: boxes in layers, and arrows (at least one) that are thicker the more frequent they are. */
export function workflowLayers(nodes: readonly WorkflowNode[], arrows: readonly WorkflowArrow[]) {
  const boxes = nodes.map(({ id, name, note }) => ({
    id,
    width: Math.ceil(
      Math.max(estimateLabelWidth(name, NAME_SIZE, true), estimateLabelWidth(note, NOTE_SIZE)) + 18,
    ),
    height: 38,
  }));
  const most = Math.max(...arrows.map(({ count }) => count));
  const routes = arrows.map(({ from, to, count, share }) => ({
    from,
    to,
    weight: Math.ceil(10 * Math.sqrt(count / most)),
    label: { width: estimateLabelWidth(percent(share), NOTE_SIZE) + 6, height: 14 },
  }));
  const layout = layoutWorkflow(boxes, routes);
  const curves = placeEdgeLabels(
    layout.arrows.map((line, i) => ({ ...line, ...routes[i]!.label })),
    boxes.map((box, i) => ({ ...box, ...layout.boxes[i]! })),
  );
  const rects = nodes.map(({ name, note, end }, i) => {
    const [{ x: cx, y: cy }, { width, height }] = [layout.boxes[i]!, boxes[i]!];
    const corners = { x: cx - width / 2, x2: cx + width / 2, y: cy - height / 2, y2: cy + height / 2 };
    return { name, note, end, ...corners, cx, cy, words: `${name}: ${note}` };
  });
  const lines = arrows.map(({ count }, i) => {
    const thick = Math.max(1, Math.round(10 * MAX_THICKNESS * Math.sqrt(count / most)) / 10);
    return { thick, ...arrowLine(curves[i]!.points, arrowHeadLength(thick)) };
  });
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const labels = arrows.map(({ from, to, count, share }, i) => ({
    x: curves[i]!.x,
    y: curves[i]!.y,
    label: percent(share),
    words: `${names.get(from)} → ${names.get(to)}: ${percent(share)}, ${whole(count)} times`,
  }));
  return {
    width: layout.width,
    height: layout.height,
    layer: [
      {
        data: {
          values: lines.flatMap(({ points, thick }, edge) =>
            points.map((point, order) => ({ edge, order, thick, ...point }))
          ),
        },
        mark: { type: "line", interpolate: "basis", color: ARROW_COLOUR, strokeCap: "butt", aria: false },
        encoding: {
          ...POSITION_CHANNELS,
          order: { field: "order", type: "quantitative" },
          detail: { field: "edge", type: "nominal" },
          size: { field: "thick", type: "quantitative", scale: null, legend: null },
        },
      },
      {
        data: {
          values: lines.map(({ head, thick }) => ({
            ...head,
            size: Math.round(arrowHeadLength(thick) ** 2),
          })),
        },
        mark: {
          type: "point",
          shape: "M-0.5,-0.6L0.5,0L-0.5,0.6Z",
          filled: true,
          opacity: 1,
          color: ARROW_COLOUR,
          aria: false,
        },
        encoding: {
          ...POSITION_CHANNELS,
          angle: { field: "angle", type: "quantitative", scale: null },
          size: { field: "size", type: "quantitative", scale: null, legend: null },
        },
      },
      {
        data: { values: rects },
        mark: { type: "rect", cornerRadius: 6, strokeWidth: 1 },
        encoding: {
          ...POSITION_CHANNELS,
          x2: { field: "x2" },
          y2: { field: "y2" },
          fill: { condition: { test: "datum.end", value: "#ffffff" }, value: "#e6edf5" },
          stroke: { value: ARROW_COLOUR },
          ...TOOLTIP_CHANNELS,
        },
      },
      textLayer(rects, "name", {
        dy: -7,
        fontSize: NAME_SIZE,
        fontWeight: "bold",
        color: TEXT_COLOURS.strong,
      }, CENTRE_CHANNELS),
      textLayer(rects, "note", { dy: 8, fontSize: NOTE_SIZE, color: TEXT_COLOURS.normal }, CENTRE_CHANNELS),
      textLayer(
        labels,
        "label",
        { fontSize: NOTE_SIZE, stroke: "#ffffff", strokeWidth: 4 },
        POSITION_CHANNELS,
      ),
      textLayer(labels, "label", { fontSize: NOTE_SIZE, color: TEXT_COLOURS.strong, aria: true }, {
        ...POSITION_CHANNELS,
        ...TOOLTIP_CHANNELS,
      }),
    ],
  };
}

const pixelChannel = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
const POSITION_CHANNELS = { x: pixelChannel("x"), y: pixelChannel("y") };
const CENTRE_CHANNELS = { x: pixelChannel("cx"), y: pixelChannel("cy") };

function textLayer(values: object[], field: string, look: object, channels: object) {
  return {
    data: { values },
    mark: { type: "text", aria: false, ...look },
    encoding: { ...channels, text: { field, type: "nominal" } },
  };
}

/** Returns the length of an arrow's head, in px. */
function arrowHeadLength(thick: number): number {
  return 6 + 1.5 * thick;
}

/** Splits an arrow into a line that ends at its head, and the head, whose angle is in degrees clockwise from the right. */
function arrowLine(points: readonly Point[], head: number) {
  const [before, tip] = [points.at(-2)!, points.at(-1)!];
  const [dx, dy] = [tip.x - before.x, tip.y - before.y];
  const length = Math.hypot(dx, dy) || 1;
  const back = (px: number) => ({
    x: roundTenth(tip.x - px * dx / length),
    y: roundTenth(tip.y - px * dy / length),
  });
  const angle = roundTenth(Math.atan2(dy, dx) * 180 / Math.PI);
  return { points: [...points.slice(0, -1), back(head * 0.8)], head: { ...back(head / 2), angle } };
}
