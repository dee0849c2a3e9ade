import { type Displayable, displayable, percentText, table } from "../display/mod.ts";
import { leanPieces, leanTraces, type Trace } from "../trace/mod.ts";
import { type CountOptions, countTraces } from "./count_traces.ts";
import type { Facts } from "./facts.ts";
import { checkGroupBy, type GroupBy, Groups } from "./groups.ts";
import { measureDivided } from "./measure_workers.ts";
import type { Rules } from "./trace_measures.ts";
import { summariseState } from "./summarise.ts";
import { emptyState, type MeasureState } from "./state.ts";
import type { StructuredSummary, Summary } from "./summary.ts";
import { summaryText } from "./summary_text.ts";

/** Options for {@linkcode measureTraces}. */
export interface MeasureOptions {
  /** Counting rules: `tutorial` reproduces the Python tutorial, `structured` reads the JSON. @default {"structured"} */
  rules?: Rules;
  /** Traces to look at, from the first. @default {Infinity} */
  limit?: number;
  /**
   * Threads that share in the work, this one among them; each reads its own share of the files. The numbers are the
   * same for any number. @default {1}
   */
  workers?: number;
  /** Ends the pass, which then throws the signal's reason. */
  signal?: AbortSignal;
  /** Called with each trace's facts, in order; what it throws ends the pass. */
  onFacts?: (facts: Facts) => void;
  /** Called now and then with the number of traces done. */
  onProgress?: (done: number) => void;
}

/** Options for {@linkcode measureTraces} that measures each group of traces by itself. */
export interface MeasureGroupsOptions extends MeasureOptions {
  /** The label that groups the traces. Groups are measured on one thread. */
  by: GroupBy;
}

/**
 * Measures traces in one pass, holding counts alone: tools, widths, thoughts, errors, turns, categories,
 * lengths.
 *
 * @param traces The traces, from memory or streamed.
 * @param options Rules, limit, threads, what ends it, and who is given the facts.
 * @returns The numbers; in a notebook they show as the tutorial's printed summary or as a table.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 * @throws {RangeError} If the number of workers is no whole number of at least 1.
 * @throws {TypeError} If more than one worker is asked for, and the traces are no files as they are (from memory,
 * filtered, selected, shuffled).
 * @throws Whatever the traces' source throws, and the signal's reason.
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
export function measureTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options?: MeasureOptions & { rules?: "structured"; by?: undefined },
): Promise<StructuredSummary & Displayable>;
/**
 * Measures each group of traces in one pass: its numbers are those of measuring the group by itself.
 *
 * @param traces The traces, from memory or streamed.
 * @param options The label that groups the traces; limit, what ends the pass, and who is given the facts.
 * @returns The numbers of each group, in the order in which the groups first appear; in a notebook they show as a table.
 * @throws {RangeError} If traces have no such label.
 * @throws {TypeError} If more than one worker is asked for: groups are measured on one thread.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { measureTraces } from "tracebook";
 *
 * const traces = ["kimi", "glm-5.1", "kimi"].map((source, i) => ({ id: `${i}`, source, conversations: [] }));
 * const sources = await measureTraces(traces, { by: "source" });
 * assertEquals([...sources.keys()], ["kimi", "glm-5.1"]);
 * assertEquals(sources.get("kimi").rows, 2);
 * ```
 */
export function measureTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: MeasureGroupsOptions & { rules?: "structured" },
): Promise<Groups<StructuredSummary & Displayable> & Displayable>;
/**
 * Measures each group of traces in one pass, by rules that may leave some of the numbers undefined.
 *
 * @param traces The traces, from memory or streamed.
 * @param options The label that groups the traces; rules, limit, what ends the pass, and who is given the facts.
 * @returns The numbers of each group, in the order in which the groups first appear; in a notebook they show as a table.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 * @throws {RangeError} If traces have no such label.
 * @throws {TypeError} If more than one worker is asked for: groups are measured on one thread.
 */
export function measureTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: MeasureGroupsOptions,
): Promise<Groups<Summary & Displayable> & Displayable>;
/**
 * Measures traces in one pass, by rules that may leave some of the numbers undefined.
 *
 * @param traces The traces, from memory or streamed.
 * @param options Rules, limit, threads, what ends it, and who is given the facts.
 * @returns The numbers; in a notebook they show as the tutorial's printed summary or as a table.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 * @throws {RangeError} If the number of workers is no whole number of at least 1.
 * @throws {TypeError} If more than one worker is asked for, and the traces are no files as they are.
 */
export function measureTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: MeasureOptions & { by?: undefined },
): Promise<Summary & Displayable>;
export async function measureTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  { rules = "structured", workers = 1, by, ...options }: MeasureOptions & { by?: GroupBy } = {},
): Promise<(Summary | Groups<Summary & Displayable>) & Displayable> {
  if (!Number.isSafeInteger(workers) || workers < 1) {
    throw new RangeError(`Cannot measure with ${workers} workers: a whole number of at least 1 is needed`);
  }
  if (by !== undefined) return await measureGroups(traces, by, workers, { rules, ...options });
  const state = await (workers === 1 ? countHere : countDivided)(traces, workers, { rules, ...options });
  return showSummary(summariseState(state, rules));
}

type Traces = Iterable<Trace> | AsyncIterable<Trace>;

async function countHere(traces: Traces, _: number, options: CountOptions): Promise<MeasureState> {
  const state = emptyState();
  await countTraces(leanTraces(traces, options.limit), state, options);
  return state;
}

async function countDivided(traces: Traces, workers: number, options: CountOptions): Promise<MeasureState> {
  const pieces = await leanPieces(traces);
  if (!pieces) {
    throw new TypeError(
      `Cannot measure with ${workers} workers: only traces as loadTraces gives them can be divided, whole or from the ` +
        "start (take); measure what is in memory, filtered, selected or shuffled with one",
    );
  }
  const { limit = Infinity } = options;
  const wanted = pieces.filter(({ first }) => first < limit);
  const threads = Math.min(workers, wanted.length);
  return await (threads < 2 ? countHere(traces, 1, options) : measureDivided(wanted, threads, options));
}

async function measureGroups(
  traces: Traces,
  by: GroupBy,
  workers: number,
  options: CountOptions,
): Promise<Groups<Summary & Displayable> & Displayable> {
  checkGroupBy(by);
  if (workers > 1) {
    throw new TypeError(`Cannot measure by ${by} with ${workers} workers: groups are measured with one`);
  }
  const states = new Map<string, MeasureState>();
  const stateOf = (trace: Trace) => {
    const group = trace[by] ?? "";
    if (!states.has(group)) states.set(group, emptyState());
    return states.get(group)!;
  };
  await countTraces(leanTraces(traces, options.limit), stateOf, options);
  const summaries = [...states].map(([group, state]) =>
    [group, showSummary(summariseState(state, options.rules))] as const
  );
  return displayable(new Groups(summaries), () => {
    const columns = summaries.map(([group, summary]) => ({ group, rows: summaryRows(summary) }));
    const rows = (columns[0]?.rows ?? []).map(({ measure }, i) => ({
      measure,
      ...Object.fromEntries(columns.map(({ rows }, column) => [`${column}`, rows[i]!.value])),
    }));
    const labels = columns.map(({ group }, i) => ({ key: `${i}`, label: group || `without a ${by}` }));
    const { html, text } = table(rows, [{ key: "measure" }, ...labels]);
    return { "text/html": html, "text/plain": text };
  });
}

/**
 * Lets a summary show itself: under tutorial rules as the lines the tutorial prints, otherwise as a table.
 *
 * @param summary The numbers; changed in place by hidden properties only.
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
