import { type Block, frameOf, turnsOf } from "./blocks.ts";

/** What a window is planned from. */
export interface Planning {
  /** The conversation's blocks. */
  blocks: readonly Block[];
  /** Which of them have something to train. */
  trained: readonly boolean[];
  /** Tokens of each turn, of the system prompt, and behind the last turn. */
  costs: { costs: ReadonlyMap<number, number>; system: number; tail: number };
  /** The first block that is trained here. */
  first: number;
  /** How many tokens there may be. */
  budget: number;
}

/** Which blocks a window holds. */
export interface WindowPlan {
  /** The turns before the blocks. */
  frame: number[];
  /** The first block; those before the first trained one are context. */
  context: number;
  /** The last block. */
  last: number;
  /** How many tokens it takes. */
  cost: number;
}

/**
 * Plans a window: as many whole blocks as fit from the first trained one on, up to the last that has something to
 * train; then as many of those before it.
 *
 * @param planning What is known.
 * @returns The plan; undefined if the first block does not fit.
 */
export function planWindow({ blocks, trained, costs, first, budget }: Planning): WindowPlan | undefined {
  const costOf = (turns: readonly number[]) =>
    turns.reduce((sum, turn) => sum + (costs.costs.get(turn) ?? 0), 0);
  const around = (begin: number) => costs.system + costs.tail + costOf(frameOf(blocks, begin));
  let held = costOf(turnsOf(blocks[first]!));
  const room = budget - around(first);
  if (held > room) return undefined;
  let [last, upTo] = [first, held];
  for (let i = first + 1; i < blocks.length; i++) {
    upTo += costOf(turnsOf(blocks[i]!));
    if (upTo > room) break;
    if (trained[i]) [last, held] = [i, upTo];
  }
  let context = first;
  while (context > 0) {
    const more = held + costOf(turnsOf(blocks[context - 1]!));
    if (around(context - 1) + more > budget) break;
    context--;
    held = more;
  }
  return { frame: frameOf(blocks, context), context, last, cost: around(context) + held };
}
