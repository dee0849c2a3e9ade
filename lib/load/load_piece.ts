import { type Dataset, datasetOver } from "./dataset.ts";
import { fileRows } from "./file_rows.ts";
import { pieceRows } from "./piece_rows.ts";
import type { TracePiece } from "./trace_piece.ts";

/**
 * The traces of one piece of a data set, as `dataset.pieces()` gives them: for another thread or another machine.
 *
 * @param piece The piece; it may have been JSON in between.
 * @returns The data set; nothing is opened yet.
 * @throws {LoadError} When it is read: if the file cannot be found or read, or a row is no trace.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadPiece, loadTraces } from "tracebook";
 *
 * const dataset = loadTraces("sample").take(120);
 * const [first, second] = JSON.parse(JSON.stringify(await dataset.pieces()));
 * assertEquals([await loadPiece(first).count(), await loadPiece(second).count()], [100, 20]);
 * assertEquals((await loadPiece(second).first())?.id, (await dataset.labels("id"))[100]);
 * ```
 */
export function loadPiece(piece: TracePiece): Dataset {
  return datasetOver(pieceRows(fileRows(piece.file), piece));
}
