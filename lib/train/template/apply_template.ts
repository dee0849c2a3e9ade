import { Environment } from "@huggingface/jinja";
import { type PythonJson, pythonLoads } from "../../trace/mod.ts";
import type { ChatTemplate } from "./chat_template.ts";
import { compileTemplate } from "./compile_template.ts";
import type { TemplateNode } from "./nodes.ts";
import { PythonInterpreter } from "./python_interpreter.ts";
import { toRuntime } from "./runtime_value.ts";
import { strftime } from "./strftime.ts";

/** What a template is told beside the messages. */
export interface TemplateOptions {
  /** The tools: a trace's `tools` column, or a list of schemas. @default {none} */
  tools?: string | readonly unknown[] | null;
  /** Whether the head of an assistant's turn is written at the end. @default {false} */
  addGenerationPrompt?: boolean;
  /** Further variables of the template, such as `{ enable_thinking: false }`. */
  variables?: { [name: string]: unknown };
  /** What templates that write the date take for today. @default {none: those that can do without it do} */
  now?: Date;
}

/** As many items as the sandbox of Jinja lets a range have. */
const LONGEST_RANGE = 100_000;

/**
 * Messages as one text, byte for byte what `tokenizer.apply_chat_template(messages, tokenize=False)` returns in Python.
 *
 * @param template The template, as {@linkcode readChatTemplate} gives it.
 * @param messages The messages. Data from `pythonLoads` (`Map`s, `PythonFloat`s) keeps its numbers as Python writes them.
 * @param options Tools, and what else the template reads.
 * @returns The text.
 * @throws {RangeError} If there are no messages, the tools are no list, or the template refuses them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { applyTemplate, readChatTemplate } from "tracebook";
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

/** A message without what is null, its thought under both names, as transformers passes it on. */
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
