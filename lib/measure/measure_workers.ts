import { type LeanPiece, READ_LEAN } from "../trace/mod.ts";
import {
  type CountOptions,
  countPieces,
  countTraces,
  type PieceResult,
  type SharedWork,
} from "./count_traces.ts";
import { type PackedState, unpackState } from "./pack_state.ts";
import { emptyState, type MeasureState, mergeStates } from "./state.ts";

/**
 * Counts pieces of traces on several threads, this one among them, and merges what they counted. Who counts what does
 * not show: facts are given in the order of the traces, and of several traces that cannot be measured the first is
 * thrown.
 *
 * @param threads How many threads share in the work, at least 1.
 * @throws What counting on one thread throws, and an `Error` if a worker dies.
 */
export async function measureDivided(
  pieces: readonly LeanPiece[],
  threads: number,
  { rules, limit = Infinity, signal, onFacts, onProgress }: CountOptions,
): Promise<MeasureState> {
  signal?.throwIfAborted();
  const next = new Int32Array(new SharedArrayBuffer(4));
  const work: SharedWork<LeanPiece> = { pieces, next, rules, limit, withFacts: onFacts !== undefined };
  const gathered = gather(onFacts, onProgress);
  const workers = Array.from({ length: threads - 1 }, () => startWorker(work, gathered.take));
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal!.reason);
  signal?.addEventListener("abort", abort);
  try {
    const own = emptyState();
    const mine = countPieces(work, own, (piece) => piece[READ_LEAN](), gathered.take, signal);
    const all = Promise.all([mine.then(() => own), ...workers.map(({ state }) => state)]);
    const states = await Promise.race([all, aborted.promise]);
    const failed = gathered.failed();
    if (failed === undefined) return states.reduce(mergeStates);
    throw await failureOf(pieces[failed]!, { rules, limit, signal });
  } finally {
    Atomics.store(next, 0, pieces.length);
    signal?.removeEventListener("abort", abort);
    for (const worker of workers) worker.end();
  }
}

/** Gathers what is done in any order, and gives the facts in the order of the pieces. */
function gather(onFacts: CountOptions["onFacts"], onProgress: CountOptions["onProgress"]) {
  const waiting = new Map<number, PieceResult>();
  let rows = 0;
  let given = 0; // pieces whose facts were given
  let failed: number | undefined;
  return {
    take(done: PieceResult) {
      rows += done.rows;
      onProgress?.(rows);
      if (done.failure !== null) failed = Math.min(failed ?? Infinity, done.index);
      waiting.set(done.index, done);
      // what comes behind a failure would not have been reached on one thread
      for (let ready = waiting.get(given); ready && given <= (failed ?? given); ready = waiting.get(given)) {
        waiting.delete(given++);
        if (onFacts) { for (const facts of ready.facts) onFacts(facts); }
      }
    },
    failed: () => failed,
  };
}

/** The error by which a piece failed: it is counted once more on this thread, where it throws that very error. */
async function failureOf(piece: LeanPiece, options: CountOptions): Promise<unknown> {
  const { limit = Infinity } = options;
  try {
    await countTraces(piece[READ_LEAN](), emptyState(), {
      ...options,
      first: piece.first,
      limit: limit - piece.first,
    });
  } catch (error) {
    return error;
  }
  return new Error(
    `Cannot measure the traces from ${piece.first} on: a worker failed, and this thread did not`,
  );
}

/** A worker at work. */
interface RunningWorker {
  /** What it counted, when no piece is left; rejects if it dies. */
  state: Promise<MeasureState>;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/** Starts a worker that shares in the work. */
export function startWorker<P extends Pick<LeanPiece, "first">>(
  work: SharedWork<P>,
  onPieceDone: (done: PieceResult) => void,
): RunningWorker {
  const worker = new Worker(new URL("./measure_worker.ts", import.meta.url), { type: "module" });
  const { promise: state, resolve, reject } = Promise.withResolvers<MeasureState>();
  state.catch(() => {}); // whoever awaits it hears of it
  worker.onmessage = ({ data }: MessageEvent<PieceResult | PackedState>) => {
    try {
      if ("index" in data) onPieceDone(data);
      else resolve(unpackState(data));
    } catch (error) {
      reject(error);
    }
  };
  worker.onmessageerror = () => reject(new Error("Cannot measure: what a worker said cannot be read"));
  worker.onerror = (event) => {
    event.preventDefault(); // or it would end this thread too
    reject(new Error(`Cannot measure: a worker ended (${event.message})`));
  };
  worker.postMessage(work);
  return { state, end: () => worker.terminate() };
}
