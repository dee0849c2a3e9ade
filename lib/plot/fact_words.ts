import type { NumericFact } from "../measure/distributions.ts";

/** How a fact is called on axes and in titles. */
export interface FactWords {
  /** As a title. */
  title: string;
  /** What is counted, in the plural. */
  unit: string;
}

const WORDS: Partial<Record<NumericFact, FactWords>> = {
  turns: { title: "Conversation length", unit: "turns" },
  steps: { title: "Assistant turns", unit: "assistant turns" },
  acting_steps: { title: "Assistant turns that call", unit: "assistant turns" },
  parallel_steps: { title: "Assistant turns with parallel calls", unit: "assistant turns" },
  max_width: { title: "Widest assistant turn", unit: "calls in one turn, at most" },
  tool_calls: { title: "Tool calls", unit: "calls" },
  distinct_tools: { title: "Different tools", unit: "tools" },
  malformed: { title: "Calls that cannot be read", unit: "calls" },
  thoughts: { title: "Thoughts", unit: "thoughts" },
  think_chars: { title: "Thinking", unit: "characters" },
  think_words: { title: "Thinking", unit: "words" },
  answer_chars: { title: "Answers", unit: "characters" },
  tool_turns: { title: "Tool turns", unit: "tool turns" },
  responses: { title: "Tool responses", unit: "responses" },
  errors: { title: "Errors", unit: "failed calls" },
  unknown: { title: "Responses that cannot be judged", unit: "responses" },
  unanswered: { title: "Calls without a response", unit: "calls" },
  orphans: { title: "Responses without a call", unit: "responses" },
  recovered: { title: "Recoveries", unit: "failed calls recovered from" },
  repeats: { title: "Repeated calls", unit: "calls" },
};

/**
 * The words for a fact.
 *
 * @param fact The fact.
 * @returns Title and unit; the column's name where there are no better ones.
 */
export function factWords(fact: NumericFact): FactWords {
  const plain = fact.replaceAll("_", " ");
  return WORDS[fact] ?? { title: plain[0]!.toUpperCase() + plain.slice(1), unit: plain };
}
