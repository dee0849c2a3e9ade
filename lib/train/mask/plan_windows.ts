import { readTrace, type Trace } from "../../trace/mod.ts";

/** A gpt turn with what belongs to it; windows are cut between blocks only. Turns are indices in `conversations`. */
export interface Block {
  /** The turns before the gpt turn that nothing else claims: mostly none, or one human turn. */
  before: number[];
  /** The gpt turn. */
  gpt: number;
  /** The turns that answer the gpt turn, up to the last tool turn before the model speaks again. */
  responses: number[];
  /** The index of the latest block, up to this one, that has a turn in `before`: the latest request; 0 if none has. */
  requestBlock: number;
  /** The names of the tools that the gpt turn calls, or that answer it. */
  tools: ReadonlySet<string>;
}

/** A conversation as a system turn and blocks. */
interface Blocks {
  /** The index of the system turn; undefined if the conversation does not begin with one. */
  system: number | undefined;
  /** The blocks, one for each gpt turn, in order. Turns behind the last gpt turn's responses are in none. */
  blocks: Block[];
}

/** Divides a conversation at its gpt turns into blocks. */
export function blocksOf(trace: Trace): Blocks {
  const { conversations } = trace;
  const toolsOf = new Map(
    readTrace(trace).steps.map(({ turn, calls, responses }) => [
      turn,
      // a call that cannot be read may be answered under its name
      new Set([...calls, ...responses].flatMap(({ name }) => name ?? [])),
    ]),
  );
  const system = conversations[0]?.from === "system" ? 0 : undefined;
  const blocks: Block[] = [];
  let pending: number[] = [];
  for (let turn = system === undefined ? 0 : 1; turn < conversations.length; turn++) {
    const { from } = conversations[turn]!;
    if (from === "gpt") {
      const requestBlock = pending.length > 0 ? blocks.length : blocks.at(-1)?.requestBlock ?? 0;
      blocks.push({ before: pending, gpt: turn, responses: [], requestBlock, tools: toolsOf.get(turn)! });
      pending = [];
      continue;
    }
    pending.push(turn);
    const last = blocks.at(-1);
    if (from !== "tool" || !last) continue;
    last.responses.push(...pending);
    pending = [];
  }
  return { system, blocks };
}

/** Returns the turns of a block, in order. */
export const turnsOf = ({ before, gpt, responses }: Block): number[] => [...before, gpt, ...responses];

/** Returns the turns that a window repeats before its first block: the first request, and the latest one. */
export function prefixOf(blocks: readonly Block[], first: number): number[] {
  if (first === 0) return []; // it has its own
  const { requestBlock } = blocks[first]!;
  return requestBlock === 0 || requestBlock === first
    ? blocks[0]!.before
    : [...blocks[0]!.before, ...blocks[requestBlock]!.before];
}

/** Input of {@linkcode planWindow}. */
interface Planning {
  /** The conversation's blocks. */
  blocks: readonly Block[];
  /** For each block, whether it has tokens to train. */
  trained: readonly boolean[];
  /** Tokens of each turn, of the system prompt, and behind the last turn. */
  tokens: { turns: ReadonlyMap<number, number>; system: number; tail: number };
  /** The first block that is trained in this window. */
  first: number;
  /** How many tokens the window may have. */
  budget: number;
}

/** The blocks of a window. */
interface WindowPlan {
  /** The turns that are repeated before the blocks. */
  prefix: number[];
  /** The first block; blocks before the first trained one are context. */
  firstBlock: number;
  /** The last block. */
  lastBlock: number;
  /** How many tokens the window takes. */
  tokens: number;
}

/**
 * Plans a window: as many whole blocks as fit from the first trained one on, up to the last that has tokens to train;
 * then as many of the blocks before as fit, as context. Undefined if the first trained block does not fit.
 */
export function planWindow({ blocks, trained, tokens, first, budget }: Planning): WindowPlan | undefined {
  const tokensOf = (turns: readonly number[]) =>
    turns.reduce((sum, turn) => sum + (tokens.turns.get(turn) ?? 0), 0);
  const tokensAround = (begin: number) => tokens.system + tokens.tail + tokensOf(prefixOf(blocks, begin));
  let inside = tokensOf(turnsOf(blocks[first]!));
  const room = budget - tokensAround(first);
  if (inside > room) return undefined;
  let [lastBlock, upTo] = [first, inside];
  for (let i = first + 1; i < blocks.length; i++) {
    upTo += tokensOf(turnsOf(blocks[i]!));
    if (upTo > room) break;
    if (trained[i]) [lastBlock, inside] = [i, upTo];
  }
  let firstBlock = first;
  while (firstBlock > 0) {
    const more = inside + tokensOf(turnsOf(blocks[firstBlock - 1]!));
    if (tokensAround(firstBlock - 1) + more > budget) break;
    firstBlock--;
    inside = more;
  }
  return {
    prefix: prefixOf(blocks, firstBlock),
    firstBlock,
    lastBlock,
    tokens: tokensAround(firstBlock) + inside,
  };
}
