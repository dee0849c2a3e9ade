import { type LeanPiece, makeEventLoopYield, type Trace } from "../trace/mod.ts";
import type { Facts } from "./facts.ts";
import type { Rules } from "./trace_measures.ts";
import { measureTrace } from "./measure_trace.ts";
import { addTrace, LENGTH_ROWS, type MeasureState } from "./state.ts";
import { factsOf } from "./trace_facts.ts";

/** Options for {@linkcode countTraces}. */
export interface CountOptions {
  /** By which definitions. */
  rules: Rules;
  /** The number of the first trace in the whole pass. */
  first?: number;
  /** Traces to look at, from the first. */
  limit?: number;
  /** Ends the counting; its reason is thrown. */
  signal?: AbortSignal;
  /** Called with each trace's facts, in order. */
  onFacts?: (facts: Facts) => void;
  /** Called now and then with the number of traces counted. */
  onProgress?: (done: number) => void;
}

/** Traces between two calls of `onProgress`. */
const STRIDE = 100;

/**
 * Counts traces into a state.
 *
 * @param state The state, changed in place.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 * @throws Whatever the traces' source throws, and the signal's reason.
 */
export async function countTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  state: MeasureState | ((trace: Trace) => MeasureState),
  { rules, first = 0, limit = Infinity, signal, onFacts, onProgress }: CountOptions,
): Promise<void> {
  signal?.throwIfAborted();
  if (!(limit > 0)) return;
  const pause = makeEventLoopYield();
  let done = 0;
  for await (const trace of traces) {
    const row = first + done;
    const [own, ownRow] = typeof state === "function" ? ownState(state(trace)) : [state, row];
    const observed = observeOrName(trace, rules, row, ownRow < LENGTH_ROWS);
    if (onFacts) onFacts(factsOf(trace, observed, rules));
    addTrace(own, trace, observed, ownRow);
    if (++done >= limit) break;
    if (onProgress && done % STRIDE === 0) onProgress(done);
    if (pause.isDue()) await pause.run();
    signal?.throwIfAborted();
  }
}

/** The state of a trace's group, and the trace's row in the group. */
function ownState(state: MeasureState): [state: MeasureState, row: number] {
  return [state, state.rows];
}

function observeOrName(trace: Trace, rules: Rules, row: number, withChars: boolean) {
  try {
    return measureTrace(trace, rules, withChars);
  } catch (error) {
    throw new MeasureError(row, trace.id, error);
  }
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

/** Work that several threads share. */
export interface SharedWork<P extends Pick<LeanPiece, "first">> {
  /** All pieces, in order. */
  pieces: readonly P[];
  /** One number that the threads share: the index of the piece that is taken next. */
  next: Int32Array<SharedArrayBuffer>;
  /** By which definitions. */
  rules: Rules;
  /** Traces of the whole pass to look at. */
  limit: number;
  /** Whether the facts are asked for. */
  withFacts: boolean;
}

/** What came of a piece. */
export interface PieceResult {
  /** The index of the piece. */
  index: number;
  /** Traces that were counted. */
  rows: number;
  /** Facts of the piece's traces, in order; none where they are not wanted. */
  facts: Facts[];
  /** Why it could not be counted to its end; null if it could. */
  failure: string | null;
}

/**
 * Takes pieces and counts them, until none is left. Pieces are taken in order, by whichever thread is free; when one
 * fails, none is taken any more, and those before it are being counted already.
 *
 * @param state What this thread has counted, changed in place.
 */
export async function countPieces<P extends Pick<LeanPiece, "first">>(
  { pieces, next, rules, limit, withFacts }: SharedWork<P>,
  state: MeasureState,
  read: (piece: P) => AsyncIterable<Trace>,
  onPieceDone: (done: PieceResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let index = Atomics.add(next, 0, 1); index < pieces.length; index = Atomics.add(next, 0, 1)) {
    const piece = pieces[index]!;
    const done: PieceResult = { index, rows: -state.rows, facts: [], failure: null };
    const onFacts = withFacts ? (facts: Facts) => void done.facts.push(facts) : undefined;
    try {
      const options = { rules, first: piece.first, limit: limit - piece.first, onFacts, signal };
      await countTraces(read(piece), state, options);
    } catch (error) {
      signal?.throwIfAborted();
      Atomics.store(next, 0, pieces.length);
      done.failure = error instanceof Error ? error.message : String(error);
    }
    done.rows += state.rows;
    onPieceDone(done);
  }
}
