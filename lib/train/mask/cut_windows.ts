import { whole } from "../../display/mod.ts";
import { readTrace, type Trace } from "../../trace/mod.ts";
import type { ConversationMessage } from "../formats/messages.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { type Labelled, labelMessages, trainedByTurn, uncut, type Window } from "./label_messages.ts";
import type { MaskSettings } from "./mask_options.ts";
import { type Block, blocksOf, frameOf, planWindow, turnsOf } from "./plan_windows.ts";
import { shortenSystem } from "./shorten_system.ts";

/** A conversation that is to be cut into windows. */
interface LongConversation {
  /** The trace. */
  trace: Trace;
  /** Its messages. */
  messages: readonly ConversationMessage[];
  /** The whole, labelled. */
  whole: Labelled;
  /** The gpt turns that may be trained. */
  turns: ReadonlySet<number>;
}

/**
 * Cuts a conversation into windows between its steps. Each begins with the system prompt and the first human turn, and
 * holds as many whole steps as fit; what room is left is given to the steps before, as context. Every gpt turn that
 * fits is trained in exactly one window. A step that does not fit gets a window of its own, in which the system prompt
 * lists its own tools alone and the longest of other texts lose their middles.
 *
 * @param conversation The conversation, which is longer than a window.
 * @param settings Window, tokenizer, template, and whether the system prompt is kept whole.
 * @returns The windows, in order; gpt turns that do not fit are in none.
 * @throws {RangeError} If a system prompt that is kept whole leaves no room for any gpt turn.
 */
export function cutWindows(
  { trace, messages, whole, turns }: LongConversation,
  settings: MaskSettings,
): Window[] {
  const { system, blocks } = blocksOf(trace.conversations);
  const wanted = trainedByTurn(whole);
  const trained = blocks.map(({ gpt }) => wanted.has(gpt));
  const calls = toolsOfBlocks(trace, blocks);
  const systemFor = systemPrompts(messages, whole, system, settings);
  const usedByTrace = systemFor(calls.flatMap((names) => [...names]));
  const costs = { ...whole, system: usedByTrace.cost };
  const byTurn = Map.groupBy(messages, ({ turn }) => turn);
  const messagesOf = (list: readonly number[], prompt: SystemPrompt) => [
    ...prompt.messages,
    ...list.flatMap((turn) => byTurn.get(turn) ?? []),
  ];

  const windows: Window[] = [];
  let smallest = Infinity;
  for (let next = trained.indexOf(true); next >= 0;) {
    const found = build(next);
    if (found) {
      windows.push({ ...uncut(found.labelled), toolsLeft: usedByTrace.left });
      next = trained.indexOf(true, found.last + 1);
      continue;
    }
    const prompt = systemFor([...calls[next]!]);
    const frame = frameOf(blocks, next);
    const own = new Set([blocks[next]!.gpt]);
    const fitted = fitBlock(messagesOf([...frame, ...turnsOf(blocks[next]!)], prompt), own, settings);
    if (fitted.window) windows.push({ ...fitted.window, toolsLeft: prompt.left });
    smallest = Math.min(smallest, fitted.least);
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

  /** The window whose first trained block is `first`; undefined if that does not fit whole. */
  function build(first: number): { labelled: Labelled; last: number } | undefined {
    let budget = settings.maxLength;
    while (true) {
      const plan = planWindow({ blocks, trained, costs, first, budget });
      if (!plan) return undefined;
      const own = new Set(
        blocks.slice(first, plan.last + 1).map(({ gpt }) => gpt).filter((gpt) => turns.has(gpt)),
      );
      const list = [...plan.frame, ...blocks.slice(plan.context, plan.last + 1).flatMap(turnsOf)];
      const labelled = labelMessages(messagesOf(list, usedByTrace), own, settings);
      const excess = labelled.ids.length - settings.maxLength;
      if (excess <= 0) return { labelled, last: plan.last };
      // a template may write turns otherwise in other company, and then their tokens do not add up
      budget = plan.cost - excess;
    }
  }
}

/** The tools that each block calls, by their names. */
function toolsOfBlocks(trace: Trace, blocks: readonly Block[]): Set<string>[] {
  const steps = new Map(readTrace(trace).steps.map((step) => [step.turn, step]));
  return blocks.map(({ gpt }) => {
    const { calls, responses } = steps.get(gpt)!;
    // a call that cannot be read may be answered under its name
    return new Set([...calls, ...responses].flatMap(({ name }) => name ?? []));
  });
}

/** A system prompt for some tools. */
interface SystemPrompt {
  /** Its message; none if the conversation has none. */
  messages: ConversationMessage[];
  /** Its tokens, as they count in the whole. */
  cost: number;
  /** How many tools it leaves out. */
  left: number;
}

/** Makes the system prompt that lists some tools. */
function systemPrompts(
  messages: readonly ConversationMessage[],
  whole: Labelled,
  system: number | undefined,
  { system: kept, tokenizer }: MaskSettings,
): (used: readonly string[]) => SystemPrompt {
  const message = system === undefined ? undefined : messages.find(({ turn }) => turn === system);
  if (!message) return () => ({ messages: [], cost: 0, left: 0 });
  const cost = whole.costs.get(message.turn) ?? 0;
  return (used) => {
    if (kept === "whole") return { messages: [message], cost, left: 0 };
    const { text, left } = shortenSystem(message.content, new Set(used));
    const saved = left === 0 ? 0 : tokenizer.encode(message.content).length - tokenizer.encode(text).length;
    return { messages: [{ ...message, content: text }], cost: cost - saved, left };
  };
}

/** No clipped text gets fewer tokens: the mark needs them. */
const LEAST_TOKENS = 24;

/**
 * A text without its middle; a mark says how much is missing.
 *
 * @param text The text.
 * @param most How many tokens it may take, at least 24.
 * @param tokenizer The tokenizer.
 * @returns The text as it is if it is short enough; else beginning and end in equal parts.
 */
export function clipText(text: string, most: number, tokenizer: Tokenizer): string {
  const { ids, starts, ends } = tokenizer.encodeWithPlaces(text);
  if (ids.length <= most) return text;
  // cut ends may take more tokens by themselves than they did in the text
  for (let kept = most - 1; kept > 0; kept--) {
    const head = ends[Math.ceil(kept / 2) - 1]!;
    const tail = Math.max(head, starts[ids.length - Math.floor(kept / 2)] ?? text.length);
    const clipped = `${text.slice(0, head)}${mark(tail - head)}${text.slice(tail)}`;
    const excess = tokenizer.encode(clipped).length - most;
    if (excess <= 0) return clipped;
    kept -= excess - 1;
  }
  return mark(text.length);
}

const mark = (characters: number) => `\n[… ${whole(characters)} characters left out …]\n`;

/**
 * How much each of several texts may take so that all fit: the longest are cut to one length, shorter ones stay.
 *
 * @param lengths Their lengths.
 * @param room What they may take together.
 * @returns The most that one may take; Infinity if all fit as they are.
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

/** What became of a block that is too long. */
interface FittedBlock {
  /** The window; undefined if the gpt turn is too long even so. */
  window?: Window;
  /** The smallest window that would hold it. */
  least: number;
}

/**
 * Makes one step fit: what users and tools say loses its middle, the longest texts first, until there is room. What
 * the model says is never cut, nor is the system prompt.
 *
 * @param messages System prompt, request, the step.
 * @param turns The gpt turn that is trained.
 * @param settings Window, tokenizer and template.
 * @returns The window, if it can be made.
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
  const least = fixed + sum(lengths.map((length) => Math.min(length, LEAST_TOKENS)));
  if (whole.ids.length <= maxLength) return { window: uncut(whole), least };
  for (let room = maxLength - fixed; room >= least - fixed;) {
    const most = Math.max(LEAST_TOKENS, equalShare(lengths, room));
    let clipped = 0;
    const shorter = messages.map((message, i) => {
      if (lengths[i]! <= most) return message;
      clipped++;
      return { ...message, content: clipText(message.content, most, tokenizer) };
    });
    const labelled = labelMessages(shorter, turns, settings);
    const excess = labelled.ids.length - maxLength;
    if (excess <= 0) return { window: { ...uncut(labelled), clipped }, least };
    // texts between special tokens may take a few more tokens together than by themselves
    room -= excess;
  }
  return { least };
}
