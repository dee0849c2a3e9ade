import { whole } from "../../display/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import type { ConversationMessage } from "../formats/messages.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import {
  type LabelledMessages,
  labelMessages,
  trainedByTurn,
  wholeWindow,
  type Window,
} from "./label_messages.ts";
import type { MaskSettings } from "./mask_options.ts";
import { blocksOf, planWindow, prefixOf, turnsOf } from "./plan_windows.ts";
import { shortenSystem } from "./shorten_system.ts";

/** Input of {@linkcode cutWindows}. */
interface LongConversation {
  /** The trace. */
  trace: Trace;
  /** The trace's messages. */
  messages: readonly ConversationMessage[];
  /** The whole conversation with labels. */
  whole: LabelledMessages;
  /** The gpt turns that may be trained. */
  turns: ReadonlySet<number>;
}

/**
 * Cuts a conversation into windows between its steps. Each begins with the system prompt and the first human
 * turn, and holds as many whole steps as fit; what room is left is given to the steps before, as context.
 * Every gpt turn that fits is trained in exactly one window. A step that does not fit gets a window of its
 * own, in which the system prompt lists its own tools alone and the longest of other texts lose their
 * middles. Gpt turns that do not fit are in none. Throws `RangeError` if a system prompt that is kept whole
 * leaves no room for any gpt turn.
 */
export function cutWindows(
  { trace, messages, whole, turns }: LongConversation,
  settings: MaskSettings,
): Window[] {
  const { system, blocks } = blocksOf(trace);
  const trainable = trainedByTurn(whole);
  const trained = blocks.map(({ gpt }) => trainable.has(gpt));
  const systemFor = systemPrompts(messages, whole, system, settings);
  const usedByTrace = systemFor(blocks.flatMap(({ tools }) => [...tools]));
  const tokens = { turns: whole.turnTokens, system: usedByTrace.tokens, tail: whole.tail };
  const byTurn = Map.groupBy(messages, ({ turn }) => turn);
  const messagesOf = (list: readonly number[], prompt: SystemPrompt) => [
    ...prompt.messages,
    ...list.flatMap((turn) => byTurn.get(turn) ?? []),
  ];

  const windows: Window[] = [];
  let smallest = Infinity;
  for (let next = trained.indexOf(true); next >= 0;) {
    const built = build(next);
    if (built) {
      windows.push({ ...wholeWindow(built.labelled), toolsLeftOut: usedByTrace.toolsLeftOut });
      next = trained.indexOf(true, built.last + 1);
      continue;
    }
    const prompt = systemFor([...blocks[next]!.tools]);
    const prefix = prefixOf(blocks, next);
    const own = new Set([blocks[next]!.gpt]);
    const fitted = fitBlock(messagesOf([...prefix, ...turnsOf(blocks[next]!)], prompt), own, settings);
    if (fitted.window) windows.push({ ...fitted.window, toolsLeftOut: prompt.toolsLeftOut });
    smallest = Math.min(smallest, fitted.smallest);
    next = trained.indexOf(true, next + 1);
  }
  if (windows.length === 0 && settings.system === "whole" && smallest < Infinity) {
    throw new RangeError(
      `Cannot fit a gpt turn of the trace ${
        JSON.stringify(trace.id)
      } into ${settings.maxLength} tokens: with its ` +
        `whole system prompt the smallest window for it is ${smallest}. Use that, or list only the tools that are used.`,
    );
  }
  return windows;

  /** Makes the window whose first trained block is `first`; undefined if the block does not fit whole. */
  function build(first: number): { labelled: LabelledMessages; last: number } | undefined {
    let budget = settings.maxLength;
    while (true) {
      const plan = planWindow({ blocks, trained, tokens, first, budget });
      if (!plan) return undefined;
      const own = new Set(
        blocks.slice(first, plan.lastBlock + 1).map(({ gpt }) => gpt).filter((gpt) => turns.has(gpt)),
      );
      const list = [...plan.prefix, ...blocks.slice(plan.firstBlock, plan.lastBlock + 1).flatMap(turnsOf)];
      const labelled = labelMessages(messagesOf(list, usedByTrace), own, settings);
      const excess = labelled.ids.length - settings.maxLength;
      if (excess <= 0) return { labelled, last: plan.lastBlock };
      // a template may write turns otherwise in other company, and then their tokens do not add up
      budget = plan.tokens - excess;
    }
  }
}

/** A system prompt that lists some tools. */
interface SystemPrompt {
  /** The prompt's message; empty if the conversation has no system turn. */
  messages: ConversationMessage[];
  /** How many tokens the prompt takes of the whole conversation's. */
  tokens: number;
  /** How many tools the prompt leaves out. */
  toolsLeftOut: number;
}

/** Makes the function that returns the system prompt with the given tools. */
function systemPrompts(
  messages: readonly ConversationMessage[],
  whole: LabelledMessages,
  system: number | undefined,
  { system: policy, tokenizer }: MaskSettings,
): (used: readonly string[]) => SystemPrompt {
  const message = system === undefined ? undefined : messages.find(({ turn }) => turn === system);
  if (!message) return () => ({ messages: [], tokens: 0, toolsLeftOut: 0 });
  const tokens = whole.turnTokens.get(message.turn) ?? 0;
  return (used) => {
    if (policy === "whole") return { messages: [message], tokens, toolsLeftOut: 0 };
    const { text, left } = shortenSystem(message.content, new Set(used));
    const saved = left === 0 ? 0 : tokenizer.encode(message.content).length - tokenizer.encode(text).length;
    return { messages: [{ ...message, content: text }], tokens: tokens - saved, toolsLeftOut: left };
  };
}

/** The fewest tokens of a clipped text: the mark of what is left out needs them. */
const MIN_CLIPPED_TOKENS = 24;

/**
 * Clips a text to at most so many tokens, at least 24: a mark in its middle says how much is left out. Else
 * beginning and end in equal parts.
 */
export function clipText(text: string, most: number, tokenizer: Tokenizer): string {
  const { ids, starts, ends } = tokenizer.encodeWithPlaces(text);
  if (ids.length <= most) return text;
  // cut ends may take more tokens by themselves than they did in the text
  for (let kept = most - 1; kept > 0; kept--) {
    const head = ends[Math.ceil(kept / 2) - 1]!;
    const tail = Math.max(head, starts[ids.length - Math.floor(kept / 2)] ?? text.length);
    const clipped = `${text.slice(0, head)}${omissionMark(tail - head)}${text.slice(tail)}`;
    const excess = tokenizer.encode(clipped).length - most;
    if (excess <= 0) return clipped;
    kept -= excess - 1;
  }
  return omissionMark(text.length);
}

const omissionMark = (characters: number) => `\n[… ${whole(characters)} characters left out …]\n`;

/**
 * Returns the length to which the longest of several texts are cut so that all fit; shorter texts stay. Infinity if
 * all fit as they are.
 */
export function equalShare(lengths: readonly number[], room: number): number {
  const sorted = lengths.toSorted((a, b) => a - b);
  let left = room;
  for (const [i, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - i));
    if (length > share) return share;
    left -= length;
  }
  return Infinity;
}

/** Result of {@linkcode fitBlock}. */
interface FittedBlock {
  /** The window; undefined if the gpt turn is too long even with clipped texts. */
  window?: Window;
  /** The smallest window that would hold the block, in tokens. */
  smallest: number;
}

/**
 * Makes one block fit by clipping the texts of users and tools, the longest first; gpt turns and the system prompt are
 * never cut.
 */
function fitBlock(
  messages: readonly ConversationMessage[],
  turns: ReadonlySet<number>,
  settings: MaskSettings,
): FittedBlock {
  const { tokenizer, maxLength } = settings;
  const whole = labelMessages(messages, turns, settings);
  const lengths = messages.map(({ role, content }) =>
    role === "user" || role === "tool" ? tokenizer.encode(content).length : 0
  );
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const fixed = whole.ids.length - sum(lengths);
  const smallest = fixed + sum(lengths.map((length) => Math.min(length, MIN_CLIPPED_TOKENS)));
  if (whole.ids.length <= maxLength) return { window: wholeWindow(whole), smallest };
  for (let room = maxLength - fixed; room >= smallest - fixed;) {
    const most = Math.max(MIN_CLIPPED_TOKENS, equalShare(lengths, room));
    let clipped = 0;
    const shorter = messages.map((message, i) => {
      if (lengths[i]! <= most) return message;
      clipped++;
      return { ...message, content: clipText(message.content, most, tokenizer) };
    });
    const labelled = labelMessages(shorter, turns, settings);
    const excess = labelled.ids.length - maxLength;
    if (excess <= 0) return { window: { ...wholeWindow(labelled), clipped }, smallest };
    // texts between special tokens may take a few more tokens together than by themselves
    room -= excess;
  }
  return { smallest };
}
