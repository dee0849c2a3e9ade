import { readParts, skipSpace, type Span } from "../../trace/mod.ts";
import type { TrainedPart } from "./mask_options.ts";

/** A stretch of a gpt turn. */
export interface TurnPiece extends Span {
  /** What it is; `end` is what ends the turn. */
  kind: "thinking" | "calls" | "answers" | "end";
  /** By which part it is decided whether it is trained: what ends a turn goes with the last one. */
  part: TrainedPart;
}

const PART_OF = {
  think: "thinking",
  call: "calls",
  text: "answers",
  response: "answers",
  stray: "answers",
} as const;

/**
 * A gpt turn as pieces that lie end to end. White space goes with what stands before it, as the line end behind
 * `</think>` with the thought: tokens hold both. At the beginning it goes with what stands behind.
 *
 * @param text What the turn says, as the template wrote it.
 * @param stop Where what ends the turn ends, counted as the text is; the text's length if nothing ends it.
 * @returns The pieces, in order.
 */
export function turnPieces(text: string, stop: number): TurnPiece[] {
  const pieces: TurnPiece[] = [];
  const add = (part: TrainedPart, start: number, end: number) => {
    if (end > start) pieces.push({ kind: part, part, start, end });
  };
  let begin = 0; // white space at the beginning is still to be given away
  for (const { kind, start, end } of readParts(text, "gpt")) {
    const part = PART_OF[kind];
    const core = kind === "text" ? Math.min(skipSpace(text, start), end) : start;
    const before = pieces.at(-1);
    if (before) before.end = core;
    if (core === end) continue;
    add(part, before ? core : begin, end);
    begin = end;
  }
  const last = pieces.at(-1);
  if (last) last.end = text.length;
  else add("answers", 0, text.length);
  const part = last?.part ?? "answers";
  if (stop > text.length) pieces.push({ kind: "end", part, start: text.length, end: stop });
  return pieces;
}
