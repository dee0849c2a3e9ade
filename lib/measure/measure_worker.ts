/**
 * The program of a worker that counts pieces of a data set. It alone of this room reads files, by the loading room.
 *
 * @module
 */
import { fileRows, pieceRows, type Rows, type TracePiece } from "../load/mod.ts";
import { countPieces, type PieceResult, type SharedWork } from "./count_traces.ts";
import { type PackedState, packState } from "./pack_state.ts";
import { emptyState } from "./state.ts";

/** The part of a worker's global object that is used here. */
const channel = globalThis as unknown as {
  onmessage: (event: MessageEvent<SharedWork<TracePiece>>) => Promise<void>;
  postMessage(message: PieceResult | PackedState): void;
};

channel.onmessage = async ({ data: work }) => {
  const state = emptyState();
  await countPieces(work, state, readLean, (done) => channel.postMessage(done));
  channel.postMessage(packState(state));
};

/** The files met so far: what is known of a file, such as a parquet file's footer, serves all its pieces. */
const files = new Map<string, Rows>();

function readLean(piece: TracePiece) {
  const key = JSON.stringify(piece.file);
  const rows = files.get(key) ?? fileRows(piece.file);
  files.set(key, rows);
  return pieceRows(rows, piece).read(undefined, undefined, true);
}
