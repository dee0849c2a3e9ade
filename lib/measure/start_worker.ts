import { type PackedState, unpackState } from "./pack_state.ts";
import type { MeasureState } from "./state.ts";
import type { Piece, PieceDone, SharedWork } from "./take_pieces.ts";

/** A worker at work. */
export interface RunningWorker {
  /** What it counted, when no piece is left; rejects if it dies. */
  state: Promise<MeasureState>;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/**
 * Starts a worker that shares in the work.
 *
 * @param work The work.
 * @param tell Is told of each piece that the worker has done; what it throws rejects the state.
 * @returns The worker.
 */
export function startWorker<P extends Piece>(
  work: SharedWork<P>,
  tell: (done: PieceDone) => void,
): RunningWorker {
  const worker = new Worker(new URL("./measure_worker.ts", import.meta.url), { type: "module" });
  const { promise: state, resolve, reject } = Promise.withResolvers<MeasureState>();
  state.catch(() => {}); // whoever awaits it hears of it
  worker.onmessage = ({ data }: MessageEvent<PieceDone | PackedState>) => {
    try {
      if ("index" in data) tell(data);
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
