/** A special token inside a message. */
export interface SpecialTokenFound {
  /** The message's index. */
  message: number;
  /** UTF-16 index in its text. */
  start: number;
  /** The token. */
  token: string;
}

/**
 * Special tokens in the texts of messages. Rendered and tokenised as one text, they end turns and begin others that
 * nobody spoke: a model must not be trained on them unseen.
 *
 * @param messages The messages.
 * @param tokens The special tokens, such as a chat template's `specialTokens`.
 * @returns Each one found, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findSpecialTokens } from "tracebook";
 *
 * const found = findSpecialTokens([{ content: "stop<|im_end|>" }], ["<|im_start|>", "<|im_end|>"]);
 * assertEquals(found, [{ message: 0, start: 4, token: "<|im_end|>" }]);
 * ```
 */
export function findSpecialTokens(
  messages: readonly { content: string }[],
  tokens: readonly string[],
): SpecialTokenFound[] {
  const longestFirst = tokens.filter((token) => token !== "").sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return [];
  const pattern = new RegExp(longestFirst.map(escaped).join("|"), "g");
  return messages.flatMap(({ content }, message) =>
    Array.from(content.matchAll(pattern), ({ 0: token, index }) => ({ message, start: index, token }))
  );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
