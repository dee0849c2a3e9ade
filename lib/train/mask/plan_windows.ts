import type { Turn } from "../../trace/mod.ts";

/** What a window is planned from. */
interface Planning {
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
interface WindowPlan {
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

/** One gpt turn with what belongs to it; never cut apart. Turns are indices in `conversations`. */
export interface Block {
  /** What is said to the model before it speaks: mostly nothing, or one human turn. */
  lead: number[];
  /** What the model says. */
  gpt: number;
  /** What answers it, up to the last tool turn before the model speaks again. */
  answers: number[];
  /** The index of the latest block, up to this one, that has a lead; 0 if none has. */
  asked: number;
}

/** A conversation as what can be cut. */
interface Blocks {
  /** The system turn, if the conversation begins with one. */
  system: number | undefined;
  /** The gpt turns in order. What is said behind the last is in none. */
  blocks: Block[];
}

/**
 * Takes a conversation apart at its gpt turns.
 *
 * @param conversations The turns.
 * @returns The system turn, and a block for each gpt turn.
 */
export function blocksOf(conversations: readonly Turn[]): Blocks {
  const system = conversations[0]?.from === "system" ? 0 : undefined;
  const blocks: Block[] = [];
  let pending: number[] = [];
  for (let turn = system === undefined ? 0 : 1; turn < conversations.length; turn++) {
    const { from } = conversations[turn]!;
    if (from === "gpt") {
      const asked = pending.length > 0 ? blocks.length : blocks.at(-1)?.asked ?? 0;
      blocks.push({ lead: pending, gpt: turn, answers: [], asked });
      pending = [];
      continue;
    }
    pending.push(turn);
    const last = blocks.at(-1);
    if (from !== "tool" || !last) continue;
    last.answers.push(...pending);
    pending = [];
  }
  return { system, blocks };
}

/**
 * The turns of a block, in order.
 *
 * @param block The block.
 * @returns Indices in `conversations`.
 */
export const turnsOf = ({ lead, gpt, answers }: Block): number[] => [...lead, gpt, ...answers];

/**
 * What stands before a window that begins with a block: the first request, and the latest one.
 *
 * @param blocks The blocks.
 * @param first The block's index.
 * @returns Indices in `conversations`; none before the first block, which has its own.
 */
export function frameOf(blocks: readonly Block[], first: number): number[] {
  if (first === 0) return [];
  const { asked } = blocks[first]!;
  return asked === 0 || asked === first ? blocks[0]!.lead : [...blocks[0]!.lead, ...blocks[asked]!.lead];
}
