import type { LeanTraces } from "../trace/mod.ts";
import { countTraces } from "./count_traces.ts";
import type { Facts } from "./facts.ts";
import type { Rules } from "./rules.ts";
import type { MeasureState } from "./state.ts";

/** A run of traces that can be read by itself; what it is read from is the loading room's affair. */
export interface Piece {
  /** The number of its first trace in the whole pass. */
  first: number;
}

/** Work that several threads share. */
export interface SharedWork<P extends Piece> {
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
export interface PieceDone {
  /** The index of the piece. */
  index: number;
  /** Traces that were counted. */
  rows: number;
  /** Their facts, in order, where they were asked for. */
  facts: Facts[];
  /** Why it could not be counted to its end; null if it could. */
  failure: string | null;
}

/**
 * Takes pieces and counts them, until none is left. Pieces are taken in order, by whichever thread is free; when one
 * fails, none is taken any more, and those before it are being counted already.
 *
 * @param work The work.
 * @param state What this thread has counted, changed in place.
 * @param read Gives the traces of a piece.
 * @param tell Is told of each piece that is done.
 * @param signal Ends the counting; its reason is thrown.
 */
export async function takePieces<P extends Piece>(
  { pieces, next, rules, limit, withFacts }: SharedWork<P>,
  state: MeasureState,
  read: (piece: P) => ReturnType<LeanTraces[keyof LeanTraces]>,
  tell: (done: PieceDone) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let index = Atomics.add(next, 0, 1); index < pieces.length; index = Atomics.add(next, 0, 1)) {
    const piece = pieces[index]!;
    const done: PieceDone = { index, rows: -state.rows, facts: [], failure: null };
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
    tell(done);
  }
}
