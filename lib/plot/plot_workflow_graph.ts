import { counted, percent, whole } from "../display/numbers.ts";
import { captionLines } from "./caption_lines.ts";
import type { Transition } from "../measure/transitions.ts";
import { type Chart, chart } from "./chart.ts";
import { foldSteps, OTHERS } from "./fold_steps.ts";
import { emptyPanel, panelChart } from "./panel.ts";
import { shownNames } from "./shown_names.ts";
import { workflowDrawing, type WorkflowNode } from "./workflow_drawing.ts";
import { type WorkflowEdge, workflowEdges } from "./workflow_edges.ts";

const TITLE = "How the work goes";
const STEPS = 11;
const EDGES = 20;

/**
 * The work as a graph: the most frequent steps, and arrows for the most frequent ways from one to the next, from the
 * start of a trace down to its end. A step is an assistant turn's tools. An arrow's number is the part of what follows the
 * step it leaves; a box says how often the step occurs, and how often it follows itself.
 *
 * @param flows How often one step follows another, as a structured summary's `transitions` says.
 * @returns The chart.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotWorkflowGraph } from "tracebook";
 *
 * const graph = plotWorkflowGraph([
 *   { from: null, to: "read_file", count: 8 },
 *   { from: "read_file", to: "patch", count: 8 },
 *   { from: "patch", to: null, count: 8 },
 * ]);
 * assertStringIncludes(graph.spec.description, "start → read_file 100%");
 * ```
 */
export function plotWorkflowGraph(flows: readonly Transition[]): Chart {
  const { steps, flows: folded } = foldSteps(flows, STEPS);
  if (folded.length === 0) return panelChart(emptyPanel(TITLE, "no tool calls"));
  const leaving = new Map<string | null, number>();
  for (const { from, count } of folded) leaving.set(from, (leaving.get(from) ?? 0) + count);
  const shares = folded.filter(({ from, to }) => from !== OTHERS && to !== OTHERS)
    .map((flow): WorkflowEdge => ({ ...flow, share: flow.count / leaving.get(flow.from)! }));
  const edges = workflowEdges(shares, EDGES);
  if (edges.length === 0) return panelChart(emptyPanel(TITLE, "no way from the start of a trace"));
  const nodes = nodesOf(steps, edges, shares, leaving);
  const arrows = edges.map(({ from, to, ...flow }) => ({
    ...flow,
    from: idOf(from, START),
    to: idOf(to, END),
  }));
  return chart({ ...workflowDrawing(nodes, arrows), ...heading(flows, nodes, edges, shares) });
}

const START = "start";
const END = "end";
/** Steps' ids begin with a space, so that a tool called `start` is not the start. */
const idOf = (step: string | null, end: string) => step === null ? end : ` ${step}`;

function nodesOf(
  steps: readonly string[],
  edges: readonly WorkflowEdge[],
  shares: readonly WorkflowEdge[],
  leaving: ReadonlyMap<string | null, number>,
): WorkflowNode[] {
  const [, , ...names] = shownNames([START, END, ...steps], 34);
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const traces = leaving.get(null) ?? 0;
  const ends = (id: string): WorkflowNode => ({
    id,
    name: id,
    note: counted(traces, "trace"),
    end: true,
  });
  const boxes = steps.flatMap((step, i): WorkflowNode[] => {
    if (!used.has(step)) return [];
    const count = leaving.get(step) ?? 0;
    const again = shares.find(({ from, to }) => from === step && to === step);
    const note = again && again.share >= 0.01
      ? `${whole(count)}× · ${percent(again.share)} again`
      : `${whole(count)}×`;
    return [{ id: idOf(step, ""), name: names[i]!, note, end: false }];
  });
  return [ends(START), ...boxes, ends(END)];
}

function heading(
  flows: readonly Transition[],
  nodes: readonly WorkflowNode[],
  edges: readonly WorkflowEdge[],
  shares: readonly WorkflowEdge[],
) {
  const all = flows.reduce((sum, { count }) => sum + count, 0);
  const shown = [...edges, ...shares.filter(({ from, to }) => from === to && from !== null)]
    .reduce((sum, { count }) => sum + count, 0);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const first = edges.slice(0, 5).map(({ from, to, share }) =>
    `${names.get(idOf(from, START))} → ${names.get(idOf(to, END))} ${percent(share)}`
  );
  return {
    title: {
      text: TITLE,
      subtitle: captionLines([
        nodes[0]!.note,
        `the most frequent ways, ${percent(shown / all)} of all`,
        "percent: of what follows a step",
      ]),
    },
    description: `${TITLE}: graph of ${counted(nodes.length - 2, "step")} and ${
      counted(edges.length, "arrow")
    }. Strongest: ${first.join(", ")}.`,
  };
}
