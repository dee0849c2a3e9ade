import { failureModes, reactionRates } from "./failures.ts";
import { edgesFor, histogram, type ValueCounts } from "./statistics/histogram.ts";
import type { Rules } from "./trace_measures.ts";
import { type MeasureState, mostCommon } from "./state.ts";
import type { Lengths, Summary } from "./summary.ts";
import { sequencesOf, transitionsOf } from "./workflow.ts";

const BINS = 40;
const TOP_TOOLS = 15;

/**
 * The numbers that a state holds: divided last, so that they are the same for any split of the work.
 *
 * @param state What was counted.
 * @param rules By which definitions.
 * @returns The summary's plain data.
 */
export function summariseState(state: MeasureState, rules: Rules): Summary {
  const { rows, errors } = state;
  const judges = rules === "structured";
  const widths = ascending(state.widths);
  const calling = widths.reduce((sum, [, turns]) => sum + turns, 0);
  const parallel = widths.reduce((sum, [width, turns]) => width > 1 ? sum + turns : sum, 0);
  const errorRate = share(state.tracesWithErrors, rows);
  const categories = mostCommon(state.categories);
  const edges = edgesFor([state.thinkLengths, state.callLengths, state.answerLengths], BINS);
  return {
    rules,
    rows,
    avgTurns: share(total(state.turns), rows),
    avgToolCalls: share(state.calls, rows),
    tracesWithErrorRate: errorRate,
    errorRate,
    responseErrorRate: share(errors, state.judged),
    unknownRate: judges ? share(state.unknown, state.judged) : null,
    parallelRate: share(parallel, calling),
    failureModes: judges ? failureModes(state.failures) : null,
    reactions: judges ? reactionRates(state.reactions) : null,
    transitions: judges ? transitionsOf(state.workflows) : null,
    sequences: judges ? sequencesOf(state.workflows, categories.map(([name]) => name)) : null,
    topTools: mostCommon(state.tools, TOP_TOOLS),
    widths,
    thoughtsPerTurn: ascending(state.thoughts),
    categories,
    turnsHistogram: histogram(state.turns, edgesFor([state.turns], BINS)),
    thinkLengths: lengths(state.thinkLengths, edges),
    callLengths: lengths(state.callLengths, edges),
    answerLengths: lengths(state.answerLengths, edges),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function total(values: ValueCounts): number {
  let sum = 0;
  for (const [value, times] of values) sum += value * times;
  return sum;
}

function ascending(values: ValueCounts): [number, number][] {
  return [...values].sort(([a], [b]) => a - b);
}

function lengths(values: ValueCounts, edges: number[]): Lengths {
  const n = [...values.values()].reduce((sum, times) => sum + times, 0);
  return { n, sum: total(values), ...histogram(values, edges) };
}
