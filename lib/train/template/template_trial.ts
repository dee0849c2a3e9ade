import { applyTemplate, type TemplateOptions } from "./apply_template.ts";
import type { ChatTemplate } from "./chat_template.ts";

/** A message of a trial conversation. */
export type TrialMessage = { role: string } & Record<string, unknown>;

/** Words that no template writes by itself, for each message of the trial conversation. */
export const WORDS = {
  system: "qz-system",
  question: "qz-asked",
  thoughts: ["qz-thought-first", "qz-thought-second", "qz-thought-last"],
  said: ["qz-said-first", "qz-said-second", "qz-said-last"],
  answers: ["qz-answer-one", "qz-answer-two"],
  nextQuestion: "qz-again",
} as const;

/** Renders trial conversations by a template, without throwing. */
export class TemplateTrial {
  /** The reason for which the template refuses messages of the role `tool`; undefined if it takes them. */
  readonly toolsRefused: string | undefined;

  /**
   * A trial of one template.
   *
   * @param template The template.
   * @param options The template's variables and date.
   */
  constructor(readonly template: ChatTemplate, readonly options: TemplateOptions) {
    const messages = conversation({ tools: true });
    const reason = this.#attempt(messages).reason;
    const without = this.#attempt(conversation({ tools: false })).reason;
    this.toolsRefused = without === undefined ? reason : undefined;
  }

  /**
   * The rendered text.
   *
   * @param messages The messages.
   * @param addGenerationPrompt Whether to add the head of an assistant's turn.
   * @returns The text; undefined if the template refuses.
   */
  render(messages: readonly TrialMessage[], addGenerationPrompt = false): string | undefined {
    return this.#attempt(messages, addGenerationPrompt).text;
  }

  /**
   * The trial conversation: a system turn, two questions, three assistant's turns with thoughts, and two tool turns in
   * a row unless they are refused.
   *
   * @param thoughts Whether thoughts stand in `content` as `<think>`, or in `reasoning_content`.
   * @returns The messages.
   */
  conversation(thoughts: "content" | "field" = "content"): TrialMessage[] {
    return conversation({ tools: this.toolsRefused === undefined, thoughts });
  }

  #attempt(
    messages: readonly TrialMessage[],
    addGenerationPrompt = false,
  ): { text?: string; reason?: string } {
    try {
      return { text: applyTemplate(this.template, messages, { ...this.options, addGenerationPrompt }) };
    } catch (error) {
      if (error instanceof RangeError) return { reason: error.message };
      throw error;
    }
  }
}

interface ConversationParts {
  tools: boolean;
  thoughts?: "content" | "field";
}

function conversation({ tools, thoughts = "content" }: ConversationParts): TrialMessage[] {
  const said = (i: 0 | 1 | 2): TrialMessage => {
    const [thought, content] = [WORDS.thoughts[i], WORDS.said[i]];
    return thoughts === "field"
      ? { role: "assistant", content, reasoning_content: thought }
      : { role: "assistant", content: `<think>\n${thought}\n</think>\n${content}` };
  };
  const answered = tools
    ? WORDS.answers.map((content) => ({ role: "tool", content }))
    : [{ role: "user", content: WORDS.answers.join() }];
  return [
    { role: "system", content: WORDS.system },
    { role: "user", content: WORDS.question },
    said(0),
    ...answered,
    said(1),
    { role: "user", content: WORDS.nextQuestion },
    said(2),
  ];
}
