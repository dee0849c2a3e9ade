import type { Trace } from "../../trace/mod.ts";
import { conversationMessages } from "../messages/conversation_messages.ts";
import type { ChatRole } from "../../trace/mod.ts";

/** A turn as LLaMA-Factory has it. */
export interface AlternatingTurn {
  /** Who speaks. */
  from: "system" | "human" | "observation" | "gpt";
  /** The text. */
  value: string;
}

const FROM: Record<ChatRole, AlternatingTurn["from"]> = {
  system: "system",
  user: "human",
  tool: "observation",
  assistant: "gpt",
};

/** What LLaMA-Factory puts between several responses: its templates write the tags around them all. */
const BETWEEN = "\n</tool_response>\n<tool_response>\n";

/**
 * A trace in the ShareGPT format of LLaMA-Factory: after the system turn, `human` or `observation` and `gpt` in turn.
 * Responses lose the tags that its templates write; several become one turn. What follows the last gpt turn is left out,
 * as nothing is trained there.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @returns The turns; undefined if they do not alternate (two human turns in a row), which LLaMA-Factory skips.
 * @see https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md#sharegpt-format
 */
export function alternatingTurns(trace: Pick<Trace, "conversations">): AlternatingTurn[] | undefined {
  const turns: AlternatingTurn[] = [];
  for (const { role, content } of conversationMessages(trace)) {
    const from = FROM[role];
    const last = turns.at(-1);
    if (from === "observation" && last?.from === from) last.value += BETWEEN + content;
    else turns.push({ from, value: content });
  }
  const end = turns.findLastIndex(({ from }) => from === "gpt") + 1;
  const spoken = turns.slice(turns[0]?.from === "system" ? 1 : 0, end);
  const alternates = spoken.every(({ from }, i) =>
    i % 2 === 0 ? from === "human" || from === "observation" : from === "gpt"
  );
  return alternates ? turns.slice(0, end) : undefined;
}
