import { type Displayable, displayable, table } from "../../display/mod.ts";
import type { TemplateOptions } from "./apply_template.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import type { ChatTemplate } from "./chat_template.ts";
import { TemplateTrial, type TrialMessage, WORDS } from "./template_trial.ts";

/** A warning of {@linkcode templateWarnings}. */
export interface TemplateWarning {
  /** The kind of the warning, for programs. */
  code: ProbeCode;
  /** What the template does, and what to do about it. */
  message: string;
}

/**
 * Tries what a chat template does that surprises in training: drops thoughts, inserts a system prompt, changes what
 * came
 * before, wraps tools' texts, and so on. Found by rendering small conversations, not by reading the template.
 *
 * @param of A tokenizer with a chat template, or the template.
 * @param options The variables and the date that the template is given when the data is rendered.
 * @returns The warnings, in a fixed order; none if nothing surprises. In a notebook they show as a table.
 * @throws {RangeError} If the tokenizer has no chat template.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readChatTemplate } from "../mod.ts";
 * import { templateWarnings } from "tracebook";
 *
 * const template = readChatTemplate({
 *   chat_template: "{% for m in messages %}{{ m.role }}: {{ m.content.split('</think>')[-1] }}\n{% endfor %}",
 * });
 * assertEquals(templateWarnings(template).map((warning) => warning.code), [
 *   "drops_thoughts",
 *   "drops_reasoning_content",
 *   "drops_tool_calls",
 * ]);
 * ```
 */
export function templateWarnings(
  of: ChatTemplate | Tokenizer,
  options: Pick<TemplateOptions, "variables" | "now"> = {},
): TemplateWarning[] & Displayable {
  const trial = new TemplateTrial("encode" in of ? templateOf(of) : of, options);
  const warnings = PROBES.flatMap(([code, probe]): TemplateWarning[] => {
    const message = probe(trial);
    return message === undefined ? [] : [{ code, message }];
  });
  const text = warnings.map(({ message }) => message).join("\n") || "No warnings";
  return displayable(warnings, () => ({
    "text/html": table(warnings, ["code", "message"], { caption: "Chat template" }).html.toWellFormed(),
    "text/plain": text,
  }));
}

function templateOf({ name, template }: Tokenizer): ChatTemplate {
  if (template) return template;
  throw new RangeError(`Cannot try the chat template of the tokenizer ${name}: it has none`);
}

/** What a chat template may be warned of. */
export type ProbeCode =
  | "refuses_conversation"
  | "refuses_tool_role"
  | "drops_thoughts"
  | "drops_reasoning_content"
  | "drops_tool_calls"
  | "quotes_arguments"
  | "adds_system_prompt"
  | "not_prefix_preserving"
  | "wraps_tool_turns"
  | "drops_tool_turns"
  | "strips_white_space";

/** Tries one thing; returns the warning's message, or undefined. */
type Probe = (trial: TemplateTrial) => string | undefined;

const question: TrialMessage = { role: "user", content: WORDS.question };

function thoughtsDropped(trial: TemplateTrial, thoughts: "content" | "field"): "all" | "earlier" | undefined {
  const text = trial.render(trial.conversation(thoughts));
  const missing = text === undefined ? [] : WORDS.thoughts.filter((thought) => !text.includes(thought));
  if (missing.length === 0) return undefined;
  return missing.length === WORDS.thoughts.length ? "all" : "earlier";
}

function withCall(given: unknown): TrialMessage[] {
  const call = { id: "call00000", type: "function", function: { name: "qz-tool", arguments: given } };
  return [question, { role: "assistant", content: "", tool_calls: [call] }];
}

/** Returns whether the text of the first `count` messages is the beginning of the text with one more. */
function isPrefix(trial: TemplateTrial, messages: TrialMessage[], count: number): boolean {
  const begun = messages.slice(0, count);
  const [next, prompts] = [messages[count]!, messages[count]!.role === "assistant"];
  // tools that answer in parallel may share a turn
  if (begun.at(-1)!.role === "tool" && next.role === "tool") return true;
  const [before, behind] = [trial.render(begun, prompts), trial.render(messages.slice(0, count + 1))];
  return before === undefined || behind === undefined || behind.startsWith(before);
}

/**
 * The probes, in the order of their warnings.
 */
const PROBES: readonly (readonly [ProbeCode, Probe])[] = [
  [
    "refuses_conversation",
    (trial) =>
      trial.render(trial.conversation()) === undefined
        ? "The template refuses a conversation of system, user and assistant. Use another template, or leave out what it cannot take."
        : undefined,
  ],
  ["refuses_tool_role", (trial) =>
    trial.toolsRefused &&
    `The template refuses messages of the role tool (${trial.toolsRefused}). Give tool turns as the user's: normalizeToolRole, or a prefix as toolTurns.`],
  ["drops_thoughts", (trial) => {
    const dropped = thoughtsDropped(trial, "content");
    if (dropped === "all") {
      return "The template removes every <think>…</think>: nothing of the thoughts is trained. Use another template.";
    }
    return dropped &&
      "The template removes <think>…</think> from what the assistant said before the user's last message. Keep tool turns in the role tool (as the user's they remove more), or use a training template that keeps thoughts.";
  }],
  ["drops_reasoning_content", (trial) => {
    const dropped = thoughtsDropped(trial, "field");
    if (dropped === "all") {
      return "The template never writes reasoning_content. Leave thoughts in the text, as <think>…</think>.";
    }
    return dropped &&
      "The template leaves out reasoning_content before the user's last message. Leave thoughts in the text, or use a training template that keeps them.";
  }],
  ["drops_tool_calls", (trial) => {
    const text = trial.render(withCall({ qz: 1 }));
    return text === undefined || text.includes("qz-tool")
      ? undefined
      : "The template never writes tool_calls. Leave calls in the text, as <tool_call>…</tool_call>.";
  }],
  [
    "quotes_arguments",
    (trial) =>
      trial.render(withCall('{"qz": 1}'))?.includes('\\"qz\\"')
        ? "The template writes arguments that are JSON text as a text in quotes. Read them first: parseArguments."
        : undefined,
  ],
  ["adds_system_prompt", (trial) => {
    const [own, none] = [
      trial.render([{ role: "system", content: WORDS.system }, question]),
      trial.render([question]),
    ];
    const head = own?.slice(0, own.indexOf(WORDS.system));
    // a system turn is begun although none is given; some templates put it into the user's instead
    if (!head || !none?.startsWith(head) || none.startsWith(WORDS.question, head.length)) return undefined;
    const said = none.slice(head.length, none.indexOf(WORDS.question)).split("<|")[0]!.trim();
    const what = said === "" ? "turn" : `prompt of its own (${JSON.stringify(said)})`;
    return `The template adds a system ${what} where the messages have none. Render whole conversations with their system turn, never single messages.`;
  }],
  ["not_prefix_preserving", (trial) => {
    const messages = trial.conversation();
    const kept = messages.slice(1).every((_, i) => isPrefix(trial, messages, i + 1));
    return kept
      ? undefined
      : "The template writes earlier messages otherwise once others follow, so a model that answers turn by turn sees other text than it was trained on. Train pairs, each rendered with its own prompt, or use a prefix-preserving training template.";
  }],
  ["wraps_tool_turns", (trial) => {
    const text = trial.toolsRefused === undefined ? trial.render(trial.conversation()) : undefined;
    return text?.includes("<tool_response>")
      ? "The template puts <tool_response> around tools' texts itself. Give them without their tags (conversationMessages), or the tags stand there twice."
      : undefined;
  }],
  ["drops_tool_turns", (trial) => {
    const text = trial.toolsRefused === undefined ? trial.render(trial.conversation()) : undefined;
    return text === undefined || WORDS.answers.every((word) => text.includes(word))
      ? undefined
      : "The template leaves out messages of the role tool. Give tool turns as the user's: normalizeToolRole, or a prefix as toolTurns.";
  }],
  ["strips_white_space", (trial) => {
    const text = trial.render([{ role: "user", content: ` \n${WORDS.question}\n ` }]);
    return text === undefined || text.includes(` \n${WORDS.question}\n `)
      ? undefined
      : "The template strips white space at the ends of texts, so a rendered text is not byte for byte what was said.";
  }],
];
