import { type Displayable, displayable, table } from "../display/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { leanTraces } from "../trace/lean_traces.ts";
import type { Facts } from "./facts.ts";
import { percentText } from "./percent_text.ts";
import { presentState } from "./present.ts";
import { observe, type Rules } from "./rules.ts";
import { addObservation, emptyState, LENGTH_ROWS } from "./state.ts";
import type { Summary } from "./summary.ts";
import { summaryText } from "./summary_text.ts";
import { factsOf } from "./trace_facts.ts";

/** What a pass over traces may be told. */
export interface MeasureOptions {
  /** By which definitions. @default {"structured"} */
  rules?: Rules;
  /** Traces to look at, from the first. @default {Infinity} */
  limit?: number;
  /** Is given each trace's facts, in order; what it throws ends the pass. */
  onFacts?: (facts: Facts) => void;
  /** Is told now and then how many traces are done. */
  onProgress?: (done: number) => void;
}

/**
 * A trace that cannot be measured; its `cause` says why.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { MeasureError, measureTraces } from "tracebook";
 *
 * const value = '<tool_call>{"name": ["ls"]}</tool_call>';
 * const trace = { id: "a", conversations: [{ from: "gpt" as const, value }] };
 * await assertRejects(() => measureTraces([trace], { rules: "tutorial" }), MeasureError, 'row 0, id "a"');
 * ```
 */
export class MeasureError extends Error {
  /** The error's name. */
  override name = "MeasureError";
  /**
   * An error about one trace.
   *
   * @param row The trace's place in the pass, 0-based.
   * @param id The trace's id.
   * @param cause What went wrong.
   */
  constructor(readonly row: number, readonly id: string, cause: unknown) {
    super(`Cannot measure row ${row}, id ${JSON.stringify(id)}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Measures traces in one pass, holding counts alone: tools, widths, thoughts, errors, turns, categories,
 * lengths.
 *
 * @param traces The traces, from memory or streamed.
 * @param options Rules, limit, and who is given the facts.
 * @returns The numbers; in a notebook they show as the tutorial's printed summary or as a table.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 * @throws Whatever the traces' source throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { measureTraces } from "tracebook";
 *
 * const call = '<tool_call>{"name": "ls", "arguments": {}}</tool_call>';
 * const summary = await measureTraces([{ id: "a", conversations: [{ from: "gpt", value: call + call }] }]);
 * assertEquals(summary.topTools, [["ls", 2]]);
 * assertEquals(summary.parallelRate, 1);
 * ```
 */
export async function measureTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  { rules = "structured", limit = Infinity, onFacts, onProgress }: MeasureOptions = {},
): Promise<Summary & Displayable> {
  const state = emptyState();
  if (limit > 0) {
    for await (const trace of leanTraces(traces)) {
      const observed = observeOrName(trace, rules, state.rows);
      if (onFacts) onFacts(factsOf(trace, observed, rules));
      addObservation(state, trace, observed, state.rows);
      if (onProgress && state.rows % 100 === 0) onProgress(state.rows);
      if (state.rows >= limit) break;
    }
  }
  return showSummary(presentState(state, rules));
}

function observeOrName(trace: Trace, rules: Rules, row: number) {
  try {
    return observe(trace, rules, row < LENGTH_ROWS);
  } catch (error) {
    throw new MeasureError(row, trace.id, error);
  }
}

/**
 * Lets a summary show itself: under tutorial rules as the lines the tutorial prints, otherwise as a table.
 *
 * @param summary The numbers; changed in place by hidden properties only.
 * @returns The same object.
 */
function showSummary(summary: Summary): Summary & Displayable {
  return displayable(summary, () => {
    if (summary.rules === "tutorial") return { "text/plain": summaryText(summary) };
    const { html, text } = table(summaryRows(summary), ["measure", "value"]);
    return { "text/html": html, "text/plain": text };
  });
}

function summaryRows(summary: Summary): { measure: string; value: string }[] {
  const number = (value: number | null) => value === null ? "–" : value.toFixed(1);
  const top = summary.topTools.slice(0, 10).map(([name, calls]) => `${name} ${calls.toLocaleString("en")}`);
  return [
    { measure: "traces", value: summary.rows.toLocaleString("en") },
    { measure: "turns a trace, mean", value: number(summary.avgTurns) },
    { measure: "tool calls a trace, mean", value: number(summary.avgToolCalls) },
    { measure: "traces with an error", value: percentText(summary.errorRate, 1) },
    { measure: "responses that are errors", value: percentText(summary.responseErrorRate, 1) },
    { measure: "responses of which it cannot be told", value: percentText(summary.unknownRate, 1) },
    { measure: "calling turns with parallel calls", value: percentText(summary.parallelRate, 1) },
    { measure: "top 10 tools, calls", value: top.join(", ") },
  ];
}
