import { IGNORED, type LabelledPiece, type LabelledTokens } from "../mask/label_messages.ts";

/** What one record holds, and what became of its trace in it. */
export interface Window {
  /** Token ids. */
  ids: number[];
  /** The ids that are trained; -100 elsewhere. */
  labels: number[];
  /** The pieces of gpt turns that begin in it; `start` and `end` count tokens, and may lie behind the last. */
  pieces: LabelledPiece[];
  /** How many texts lost their middle. */
  clipped: number;
  /** How many tools the system prompt does not list here. */
  toolsLeft: number;
}

/** A window that was not cut. */
export function uncut({ ids, labels, pieces }: LabelledTokens): Window {
  return { ids, labels, pieces, clipped: 0, toolsLeft: 0 };
}

/**
 * The first tokens of a conversation.
 *
 * @param whole The conversation.
 * @param length How many tokens there may be.
 * @returns The window.
 */
export function keepStart({ ids, labels, pieces }: LabelledTokens, length: number): Window {
  return uncut({
    ids: ids.slice(0, length),
    labels: labels.slice(0, length),
    pieces: pieces.filter(({ start }) => start < length),
  });
}

/**
 * How many tokens of each gpt turn are trained.
 *
 * @param window Tokens and pieces.
 * @returns Counts by the turn's index; a turn without trained tokens is missing.
 */
export function trainedByTurn({ labels, pieces }: Pick<Window, "labels" | "pieces">): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { turn, start, end } of pieces) {
    let count = 0;
    for (let i = start; i < Math.min(end, labels.length); i++) if (labels[i] !== IGNORED) count++;
    if (count > 0) counts.set(turn, (counts.get(turn) ?? 0) + count);
  }
  return counts;
}
