import type { ConversationMessage } from "../messages/conversation_messages.ts";
import { labelMessages } from "../mask/label_messages.ts";
import type { MaskSettings } from "../mask/mask_options.ts";
import { clipText, equalShare, LEAST_TOKENS } from "./clip_text.ts";
import { uncut, type Window } from "./window.ts";

/** What became of a block that is too long. */
export interface FittedBlock {
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
export function fitBlock(
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
