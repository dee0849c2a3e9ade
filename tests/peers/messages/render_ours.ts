/**
 * Reads from standard input what to render, as compare.py writes it, and prints one line of JSON for each thing:
 *
 * - of every trace (the sample, then the odd ones): its messages in each form, and the digests of its texts;
 * - of every template: the digests of the odd cases, null where they are refused.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { loadTraces, toMessages, type Trace } from "tracebook";
import { type PythonJson, pythonLoads } from "tracebook/python";
import { fromToolCallMessages } from "../../../lib/trace/mod.ts";
import { applyTemplate, type ChatTemplate, conversationMessages, normalizeToolRole, parseArguments, readChatTemplate, renderSpans, toText, toToolCallMessages } from "../../../lib/train/mod.ts";

interface Wanted {
  templates: Record<string, string>;
  tokens: Record<string, string>;
  families: string[];
  masks: string[];
  traces: Trace[];
  cases: string[];
}

const now = new Date(2026, 0, 2, 3, 4, 5);
const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 24);
const print = (value: unknown) => console.log(JSON.stringify(value));

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const wanted: Wanted = JSON.parse(await new Response(Deno.stdin.readable).text());
const templates = new Map<string, ChatTemplate>(
  Object.entries(wanted.templates).map(([name, source]) => [
    name,
    readChatTemplate({
      ...wanted.tokens,
      chat_template: source,
      additional_special_tokens: ["<|im_start|>", "<|im_end|>", "<|eot_id|>"],
    }),
  ]),
);

function ofTrace(trace: Trace) {
  const calls = toToolCallMessages(trace);
  const parsed = parseArguments(calls);
  const conversation = conversationMessages(trace);
  const tools = trace.tools ? pythonLoads(trace.tools) as PythonJson[] : null;
  const render = (name: string) => {
    const template = templates.get(name)!;
    return {
      tutorial: digest(toText(trace, template, { now })),
      guide: digest(toText(trace, template, { style: "guide", now })),
      conversation: orNull(() => digest(applyTemplate(template, conversation, { now }))),
      calls: orNull(() => digest(applyTemplate(template, parsed, { tools, now }))),
    };
  };
  const spans = (name: string) =>
    orNull(() => {
      const { text, spans } = renderSpans(templates.get(name)!, conversation, { now });
      return spans.filter(({ message }) => conversation[message]!.role === "assistant")
        .map(({ start, stop }) => digest(text.slice(start, stop)));
    });
  return {
    trace: { id: trace.id, conversations: trace.conversations, tools: trace.tools },
    messages: digest(JSON.stringify(toMessages(trace))),
    masks: digest(JSON.stringify(normalizeToolRole(toMessages(trace)))),
    text: digest(JSON.stringify(normalizeToolRole(toMessages(trace), "[TOOL]\n"))),
    calls,
    conversation: conversation.map(({ role, content }) => ({ role, content })),
    returns: JSON.stringify(fromToolCallMessages(calls)) === JSON.stringify(trace.conversations),
    rendered: Object.fromEntries(wanted.families.map((name) => [name, render(name)])),
    spans: Object.fromEntries(wanted.masks.map((name) => [name, spans(name)])),
  };
}

for await (const trace of loadTraces("sample")) print(ofTrace(trace));
for (const trace of wanted.traces) print(ofTrace(trace));
const cases = wanted.cases.map((text) => Object.fromEntries(pythonLoads(text) as Map<string, PythonJson>));
for (const [name, template] of templates) {
  const digests = cases.map(({ messages, tools, add_generation_prompt, ...variables }) =>
    orNull(() => {
      const list = (messages as Map<string, PythonJson>[]).map((each) =>
        Object.fromEntries(each) as { role: string }
      );
      const options = {
        tools: tools as PythonJson[],
        addGenerationPrompt: add_generation_prompt === true,
        variables,
      };
      return digest(applyTemplate(template, list, { ...options, now }));
    })
  );
  print({ name, digests });
}
