import { eventBreak } from "../trace/event_break.ts";
import type { Trace } from "../trace/mod.ts";
import type { Facts } from "./facts.ts";
import { factsOf } from "./trace_facts.ts";
import { MeasureError } from "./measure_error.ts";
import { observe, type Rules } from "./rules.ts";
import { addObservation, LENGTH_ROWS, type MeasureState } from "./state.ts";

/** What counting is told. */
export interface CountOptions {
  /** By which definitions. */
  rules: Rules;
  /** The number of the first trace in the whole pass. */
  first?: number;
  /** Traces to look at, from the first. */
  limit?: number;
  /** Ends the counting; its reason is thrown. */
  signal?: AbortSignal;
  /** Is given each trace's facts, in order. */
  onFacts?: (facts: Facts) => void;
  /** Is told now and then how many traces are counted. */
  onProgress?: (done: number) => void;
}

/** Traces between two tellings of progress. */
const STRIDE = 100;

/**
 * Counts traces into a state.
 *
 * @param traces The traces, read once.
 * @param state The state, changed in place.
 * @param options Rules, where to begin and end, and who is told.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 * @throws Whatever the traces' source throws, and the signal's reason.
 */
export async function countTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  state: MeasureState,
  { rules, first = 0, limit = Infinity, signal, onFacts, onProgress }: CountOptions,
): Promise<void> {
  signal?.throwIfAborted();
  if (!(limit > 0)) return;
  const pause = eventBreak();
  let done = 0;
  for await (const trace of traces) {
    const row = first + done;
    const observed = observeOrName(trace, rules, row);
    if (onFacts) onFacts(factsOf(trace, observed, rules));
    addObservation(state, trace, observed, row);
    if (++done >= limit) break;
    if (onProgress && done % STRIDE === 0) onProgress(done);
    if (pause.isDue()) await pause.take();
    signal?.throwIfAborted();
  }
}

function observeOrName(trace: Trace, rules: Rules, row: number) {
  try {
    return observe(trace, rules, row < LENGTH_ROWS);
  } catch (error) {
    throw new MeasureError(row, trace.id, error);
  }
}
