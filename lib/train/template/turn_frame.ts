import { applyTemplate, type TemplateOptions } from "./apply_template.ts";
import type { ChatTemplate } from "./chat_template.ts";
import type { TextMessage } from "./marked_messages.ts";

/** What a template writes around what an assistant says. */
export interface TurnFrame {
  /** What stands before it, such as `<|im_start|>assistant\n`. */
  head: string;
  /** What ends it, such as `<|im_end|>`; empty where nothing does. */
  end: string;
}

// Words that no template says.
const ASKED = "qz-asked";
const THOUGHT = "qz-thought";
const SAID = "qz-said";

const ask = { role: "user", content: ASKED };
const say = { role: "assistant", content: SAID };
const think = { role: "assistant", content: `<think>\n${THOUGHT}\n</think>\n${SAID}` };
const again = { role: "user", content: "qz-asked-again" };

/**
 * Finds out, by rendering small conversations, what a template writes around what an assistant says.
 *
 * The head is what the generation prompt and the heads of turns with and without a thought have in common: a template
 * may add an empty thought to any of them.
 *
 * @param template The template.
 * @param options What it is told, as for the conversation itself.
 * @returns Head and end.
 * @throws {RangeError} If the template does not write such a turn, or puts nothing before it.
 */
export function findTurnFrame(template: ChatTemplate, options: TemplateOptions): TurnFrame {
  const render = (messages: TextMessage[], addGenerationPrompt = false) =>
    applyTemplate(template, messages, { ...options, tools: null, addGenerationPrompt });
  const endOfQuestion = between(render([ask]), ASKED);
  const prompt = between(render([ask], true), ASKED);
  const heads = [
    between(render([ask, say, again]), ASKED, SAID),
    between(render([ask, think]), ASKED, SAID).split(THOUGHT, 1)[0]!,
    // some templates know no generation prompt, or always add one
    ...(prompt === endOfQuestion ? [] : [prompt]),
  ];
  const head = heads.reduce(commonStart);
  if (head === "") {
    throw new RangeError(
      "Cannot tell where an assistant's turn begins: the template writes nothing before it",
    );
  }
  const own = head.startsWith(endOfQuestion) ? head.slice(endOfQuestion.length) : "";
  // a template that always adds a generation prompt leaves nothing of its own
  return { head: own || head, end: endOfTurn(between(render([ask, say]), SAID), template.specialTokens) };
}

/** What a text has behind one word, up to another. */
function between(text: string, before: string, behind?: string): string {
  const start = text.indexOf(before);
  const end = behind === undefined ? text.length : text.indexOf(behind, start + before.length);
  if (start >= 0 && end >= 0) return text.slice(start + before.length, end);
  throw new RangeError("Cannot find what is said in the rendered text: the template changes or drops it");
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** The first special token with what stands before it; without one, all but white space at the end. */
function endOfTurn(tail: string, specialTokens: readonly string[]): string {
  const ends = specialTokens.flatMap((token) => {
    const at = token === "" ? -1 : tail.indexOf(token);
    return at < 0 ? [] : [at + token.length];
  });
  return ends.length > 0 ? tail.slice(0, Math.min(...ends)) : tail.trimEnd();
}
