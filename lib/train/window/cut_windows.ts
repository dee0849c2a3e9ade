import type { ConversationMessage } from "../messages/conversation_messages.ts";
import { type Labelled, labelMessages } from "../mask/label_messages.ts";
import type { MaskSettings } from "../mask/mask_options.ts";
import { readTrace, type Trace } from "../../trace/mod.ts";
import { type Block, blocksOf, frameOf, turnsOf } from "./blocks.ts";
import { fitBlock } from "./fit_block.ts";
import { planWindow } from "./plan_window.ts";
import { shortenSystem } from "./shorten_system.ts";
import { trainedByTurn, uncut, type Window } from "./window.ts";

/** A conversation that is to be cut into windows. */
export interface LongConversation {
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
