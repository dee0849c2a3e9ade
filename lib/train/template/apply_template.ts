import { Environment, parse, tokenize } from "@huggingface/jinja";
import { type PythonJson, pythonLoads } from "../../python/mod.ts";
import type { ChatTemplate } from "./chat_template.ts";
import { PythonInterpreter } from "./interpreter.ts";
import type { BlockNode, FilterNode, TemplateNode } from "./nodes.ts";
import { toRuntime } from "./runtime_value.ts";

/** The properties of a statement that hold further statements. */
const BODIES = ["body", "alternate", "defaultBlock"] as const;

type Statement = TemplateNode & Partial<Record<(typeof BODIES)[number], TemplateNode[]>>;

const GENERATION = /\{%(-?)\s*(end)?generation\s*(-?)%\}/g;

/**
 * Parses a chat template as transformers does: blocks take the line end behind them and the spaces before
 * them with them, and what `{% generation %}` marks is written like everything else. Throws `RangeError` if
 * it cannot be parsed.
 * @see https://huggingface.co/docs/transformers/main/en/chat_templating_writing
 */
function compileTemplate(source: string): TemplateNode {
  const plain = source.replace(/\r\n?/g, "\n").replace(
    GENERATION,
    (_, before, end, behind) => `{%${before} ${end ? "endif" : "if true"} ${behind}%}`,
  );
  try {
    return inBlocks(parse(tokenize(plain, { lstrip_blocks: true, trim_blocks: true })));
  } catch (cause) {
    throw new RangeError(`Cannot read the chat template: ${(cause as Error).message}`, { cause });
  }
}

function inBlocks(node: Statement): TemplateNode {
  for (const key of BODIES) {
    const nodes = node[key];
    if (nodes?.length) node[key] = [{ type: "Block", nodes: nodes.map(inBlocks) } as BlockNode];
  }
  // `{% filter f %}…{% endfilter %}` is `{{ block | f }}`
  if (node.type !== "FilterStatement") return node;
  const { filter } = node as Statement & Pick<FilterNode, "filter">;
  const operand = node.body?.[0] ?? { type: "Block", nodes: [] };
  return { type: "FilterExpression", operand, filter } as FilterNode;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const two = (value: number) => String(value).padStart(2, "0");

const DIRECTIVES: Record<string, (at: Date) => string> = {
  "%Y": (at) => String(at.getFullYear()),
  "%y": (at) => two(at.getFullYear() % 100),
  "%m": (at) => two(at.getMonth() + 1),
  "%B": (at) => MONTHS[at.getMonth()]!,
  "%b": (at) => MONTHS[at.getMonth()]!.slice(0, 3),
  "%d": (at) => two(at.getDate()),
  "%A": (at) => DAYS[at.getDay()]!,
  "%a": (at) => DAYS[at.getDay()]!.slice(0, 3),
  "%H": (at) => two(at.getHours()),
  "%I": (at) => two((at.getHours() + 11) % 12 + 1),
  "%p": (at) => at.getHours() < 12 ? "AM" : "PM",
  "%M": (at) => two(at.getMinutes()),
  "%S": (at) => two(at.getSeconds()),
  "%%": () => "%",
};

/**
 * A date as Python's `strftime` writes it in English: local time. A directive that is not known stays as it
 * is.
 * @see https://docs.python.org/3.11/library/datetime.html#strftime-and-strptime-format-codes
 */
function strftime(at: Date, format: string): string {
  return format.replace(/%[A-Za-z%]/g, (directive) => DIRECTIVES[directive]?.(at) ?? directive);
}

/** Options for {@linkcode applyTemplate}. */
export interface TemplateOptions {
  /** Tool schemas: a trace's `tools` column, or a list of schemas. @default {none} */
  tools?: string | readonly unknown[] | null;
  /** Whether the head of an assistant's turn is written at the end. @default {false} */
  addGenerationPrompt?: boolean;
  /** Further variables of the template, such as `{ enable_thinking: false }`. */
  variables?: { [name: string]: unknown };
  /** Today's date, for templates that write it. @default {none: those that can do without it do} */
  now?: Date;
}

/** The most items of a range, as in Jinja's sandbox. */
const LONGEST_RANGE = 100_000;

/**
 * Renders messages as one text, byte for byte what `tokenizer.apply_chat_template(messages, tokenize=False)` returns
 * in Python.
 *
 * @param template The template, as {@linkcode readChatTemplate} gives it.
 * @param messages The messages. Data from `pythonLoads` (`Map`s, `PythonFloat`s) keeps its numbers as Python writes them.
 * @param options Tools, variables and date.
 * @returns The text.
 * @throws {RangeError} If there are no messages, the tools are no list, or the template refuses them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { applyTemplate, readChatTemplate } from "../mod.ts";
 *
 * const template = readChatTemplate({
 *   chat_template: "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}\n{% endfor %}",
 * });
 * const messages = [{ role: "user", content: "Hi" }, { role: "assistant", content: " Hello " }];
 * assertEquals(applyTemplate(template, messages), "<user>Hi\n<assistant>Hello\n");
 * ```
 * @see https://huggingface.co/docs/transformers/main/en/internal/tokenization_utils#transformers.PreTrainedTokenizerBase.apply_chat_template
 */
export function applyTemplate<Message extends { role: string }>(
  template: ChatTemplate,
  messages: readonly Message[],
  options: TemplateOptions = {},
): string {
  if (messages.length === 0) throw new RangeError("Cannot apply the chat template to no messages");
  const tools = readTools(options.tools);
  const program = programOf(
    template,
    tools !== null && "tool_use" in template.sources ? "tool_use" : "default",
  );
  const scope = globals(options.now);
  const variables = {
    messages: messages.map(asTransformersHasIt),
    tools,
    documents: null,
    add_generation_prompt: options.addGenerationPrompt ?? false,
    ...template.variables,
    ...options.variables,
  };
  for (const [name, value] of Object.entries(variables)) scope.setVariable(name, toRuntime(value));
  try {
    return String(new PythonInterpreter(scope).run(program as Parameters<PythonInterpreter["run"]>[0]).value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "break or continue outside of a loop";
    throw new RangeError(`Cannot apply the chat template: ${reason}`, { cause });
  }
}

const programs = new WeakMap<ChatTemplate, Map<string, TemplateNode>>();

function programOf(template: ChatTemplate, name: string): TemplateNode {
  const source = template.sources[name];
  if (source === undefined) {
    const names = Object.keys(template.sources).sort().join(", ");
    throw new RangeError(`Cannot apply the chat template: it has none named ${name}, only ${names}`);
  }
  const known = programs.get(template) ?? new Map<string, TemplateNode>();
  programs.set(template, known);
  const program = known.get(source) ?? compileTemplate(source);
  known.set(source, program);
  return program;
}

function readTools(tools: TemplateOptions["tools"]): readonly unknown[] | null {
  const list = typeof tools === "string" ? parsed(tools) : tools ?? null;
  if (list === null || Array.isArray(list)) return list;
  throw new RangeError("Cannot pass tools to the chat template: they are no list");
}

function parsed(tools: string): PythonJson {
  try {
    return pythonLoads(tools);
  } catch (cause) {
    throw new RangeError(`Cannot pass tools to the chat template: ${(cause as Error).message}`, { cause });
  }
}

/** The names a thought is passed under; a template may read the first or the second. */
const REASONING = ["reasoning_content", "thinking", "reasoning"];

/** Returns a message without null fields, and with its thought under both names, as transformers passes it on. */
function asTransformersHasIt(message: object): Map<string, unknown> {
  const given = new Map(Object.entries(message).filter(([, value]) => value != null));
  const thought = REASONING.map((name) => given.get(name)).find((value) => value != null);
  if (thought === undefined) return given;
  return new Map([["thinking", thought], ...given, ["reasoning_content", thought]]);
}

function globals(now?: Date): Environment {
  const scope = new Environment();
  for (const [name, value] of [["true", true], ["false", false], ["none", null]] as const) {
    scope.set(name, value);
    scope.set(name[0]!.toUpperCase() + name.slice(1), value);
  }
  scope.set("range", range);
  scope.set("raise_exception", (reason: unknown) => {
    throw new Error(`it says: ${reason}`);
  });
  if (now) scope.set("strftime_now", (format: unknown) => strftime(now, String(format)));
  return scope;
}

function range(first: number, end?: number, step = 1): number[] {
  const [start, stop] = end === undefined ? [0, first] : [first, end];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!(length <= LONGEST_RANGE)) throw new RangeError(`a range of ${length} items is too long`);
  return Array.from({ length }, (_, i) => start + i * step);
}

/** A special token inside a message. */
export interface SpecialTokenFound {
  /** The message's index in the list. */
  message: number;
  /** UTF-16 index in the message's text. */
  start: number;
  /** The token. */
  token: string;
}

/**
 * Finds special tokens in the texts of messages. Rendered and tokenised as one text, they end turns and begin others
 * that
 * nobody spoke: a model must not be trained on them unseen.
 *
 * @param messages The messages.
 * @param tokens The special tokens, such as a chat template's `specialTokens`.
 * @returns Each one found, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findSpecialTokens } from "../mod.ts";
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
