import { counted, percent, whole } from "../display/mod.ts";
import type { Summary, Transition } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { OTHERS } from "./marks/heatmap.ts";
import { uniqueLabels, wrapSubtitle } from "./marks/labels.ts";
import { workflowLayers, type WorkflowNode } from "./marks/workflow_drawing.ts";
import { foldSteps, transitionsOf } from "./marks/transitions.ts";

const TITLE = "How the work goes";
const MAX_STEPS = 11;
const MAX_EDGES = 20;
const START = "start";
const END = "end";

/** A transition with its share of all transitions that leave the same step. */
interface WorkflowEdge extends Transition {
  /** Share of what follows the step `from`, 0–1. */
  share: number;
}

/**
 * Draws how the work goes, as a graph: the most frequent steps, and arrows for the most frequent transitions, from the start
 * of a trace down to its end. A step is an assistant turn's tools. An arrow's number is the share of what follows the step
 * it leaves; a box says how often the step occurs, and how often it follows itself. Look for the thick way from start to
 * end, and for circles.
 *
 * @param summary What was measured, by structured rules; `transitions` is shown.
 * @returns The chart.
 * @throws {RangeError} If the summary has no transitions, because it was measured by tutorial rules.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotWorkflowGraph } from "tracebook";
 *
 * const graph = plotWorkflowGraph({
 *   transitions: [
 *     { from: null, to: "read_file", count: 8 },
 *     { from: "read_file", to: "patch", count: 8 },
 *     { from: "patch", to: null, count: 8 },
 *   ],
 * });
 * assertStringIncludes(graph.spec.description, "start → read_file 100%");
 * ```
 */
export function plotWorkflowGraph(summary: Pick<Summary, "transitions">): Chart {
  const all = transitionsOf(summary);
  const { steps, transitions: folded } = foldSteps(all, MAX_STEPS);
  if (folded.length === 0) return subplotChart(emptySubplot(TITLE, "no tool calls"));
  const leaving = new Map<string | null, number>();
  for (const { from, count } of folded) leaving.set(from, (leaving.get(from) ?? 0) + count);
  const shares = folded.filter(({ from, to }) => from !== OTHERS && to !== OTHERS)
    .map((transition): WorkflowEdge => ({
      ...transition,
      share: transition.count / leaving.get(transition.from)!,
    }));
  const edges = selectEdges(shares, MAX_EDGES);
  if (edges.length === 0) return subplotChart(emptySubplot(TITLE, "no way from the start of a trace"));
  const nodes = makeNodes(steps, edges, shares, leaving);
  const arrows = edges.map(({ from, to, ...counts }) => ({
    ...counts,
    from: nodeId(from, START),
    to: nodeId(to, END),
  }));
  return chart({ ...workflowLayers(nodes, arrows), ...makeHeading(all, nodes, edges, shares) });
}

/** Returns a node's id; ids of steps begin with a space, so that a tool called `start` is not the start. */
const nodeId = (step: string | null, end: string) => step === null ? end : ` ${step}`;

function makeNodes(
  steps: readonly string[],
  edges: readonly WorkflowEdge[],
  shares: readonly WorkflowEdge[],
  leaving: ReadonlyMap<string | null, number>,
): WorkflowNode[] {
  const [, , ...names] = uniqueLabels([START, END, ...steps], 34);
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
    return [{ id: nodeId(step, ""), name: names[i]!, note, end: false }];
  });
  return [ends(START), ...boxes, ends(END)];
}

function makeHeading(
  transitions: readonly Transition[],
  nodes: readonly WorkflowNode[],
  edges: readonly WorkflowEdge[],
  shares: readonly WorkflowEdge[],
) {
  const all = transitions.reduce((sum, { count }) => sum + count, 0);
  const shown = [...edges, ...shares.filter(({ from, to }) => from === to && from !== null)]
    .reduce((sum, { count }) => sum + count, 0);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const first = edges.slice(0, 5).map(({ from, to, share }) =>
    `${names.get(nodeId(from, START))} → ${names.get(nodeId(to, END))} ${percent(share)}`
  );
  return {
    title: {
      text: TITLE,
      subtitle: wrapSubtitle([
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

/**
 * Selects about `limit` transitions to draw, most frequent first: for each step the most frequent way to it from the start
 * and the most frequent way on, then the others; a step that follows itself gets no arrow.
 */
export function selectEdges(transitions: readonly WorkflowEdge[], limit: number): WorkflowEdge[] {
  const edges = transitions.filter(({ from, to }) => from === null || from !== to).sort(byFrequency);
  const chosen = new Set<WorkflowEdge>();
  const reached = new Set<string | null>([START_STEP]);
  for (;;) {
    const next = edges.find(({ from, to }) =>
      reached.has(from ?? START_STEP) && to !== null && !reached.has(to)
    );
    if (!next) break;
    chosen.add(next);
    reached.add(next.to);
  }
  const shown = edges.filter(({ from, to }) =>
    reached.has(from ?? START_STEP) && (to === null || reached.has(to))
  );
  for (const step of reached) {
    const on = shown.find(({ from }) => (from ?? START_STEP) === step);
    if (on) chosen.add(on);
  }
  const end = shown.find(({ to }) => to === null);
  if (end) chosen.add(end);
  for (const edge of shown) if (chosen.size < limit) chosen.add(edge);
  return [...chosen].sort(byFrequency);
}

/** Key of the start: in transitions both start and end are null. */
const START_STEP = Symbol("start") as unknown as string;

function byFrequency(a: Transition, b: Transition): number {
  return b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to);
}

function compare(a: string | null, b: string | null): number {
  return a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1;
}
