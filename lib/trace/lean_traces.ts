import type { Trace } from "./row.ts";

/**
 * Name of the method by which a data set gives its traces to a measure: every row is checked as always, but what no measure
 * looks at (the system turns' texts and `tools`, half of all bytes) may be left empty instead of being read.
 */
export const READ_LEAN: unique symbol = Symbol.for("tracebook.read_lean");

/** Traces that can be read for measuring. */
export interface LeanTraces {
  /** Reads the traces in order, at most so many, without what no measure looks at. */
  [READ_LEAN](limit?: number): AsyncIterable<Trace>;
}

/**
 * Gives the traces as a measure reads them: lean, and at most `limit`, where the source offers that; else as they are.
 */
export function leanTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  limit?: number,
): Iterable<Trace> | AsyncIterable<Trace> {
  return READ_LEAN in traces ? (traces as LeanTraces)[READ_LEAN](limit) : traces;
}

/** A run of traces that any thread can read by itself. */
export interface LeanPiece extends LeanTraces {
  /** The number of the run's first trace among all traces, from 0. */
  first: number;
}

/** Traces that can be divided into runs, as a data set of files can. */
interface DivisibleTraces {
  /** Returns the runs in order; null where the traces cannot be divided. */
  pieces(): Promise<LeanPiece[] | null>;
}

/** The runs into which traces can be divided, in order; null where they cannot. */
export async function leanPieces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
): Promise<LeanPiece[] | null> {
  return "pieces" in traces ? await (traces as DivisibleTraces).pieces() : null;
}
