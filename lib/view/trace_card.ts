import { counted } from "../display/mod.ts";
import { pythonHead, pythonLength } from "../python/mod.ts";
import {
  type AnsweredCall,
  MALFORMED,
  type Problem,
  readTrace,
  type ResponsePart,
  type Step,
  type Trace,
  type TraceReading,
} from "../trace/mod.ts";
import {
  type Block,
  formatJson,
  limitBlocks,
  renderBlocksHtml,
  renderBlocksText,
  renderCard,
} from "./blocks.ts";
import { type DisplayableText, displayableText } from "./render_trace.ts";

/** Options for {@linkcode traceCard}. */
export interface TraceCardOptions {
  /** Characters (code points) kept of each text. @default {2000} */
  maxChars?: number;
  /** Number of steps up to which all are open; those of a longer trace are folded. @default {8} */
  openSteps?: number;
}

/**
 * Shows a trace as a card for reading, by structured rules: each step with its thoughts, its calls and the response to
 * each of them, its answer, and everything that is wrong with it. Unlike `renderTrace` it never throws for what a trace
 * holds, and it shows every response.
 *
 * @param trace The trace.
 * @param options How much of each text is shown, and which steps are open.
 * @returns The card in `html`, with every text escaped and inline styles only, and its content as indented lines in `text`.
 * @throws {RangeError} If `maxChars` is below 1.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { traceCard } from "tracebook";
 *
 * const { text } = traceCard({
 *   id: "a",
 *   conversations: [{ from: "gpt", value: '<tool_call>{"name": "ls", "arguments": {"path": "src"}}</tool_call>' }],
 * });
 * assertStringIncludes(text, "[call] ls\n    path: src\n    [problem] no response");
 * ```
 */
export function traceCard(trace: Trace, options: TraceCardOptions = {}): DisplayableText {
  const { maxChars = 2000, openSteps = 8 } = options;
  if (!(maxChars >= 1)) throw new RangeError(`Cannot show ${maxChars} characters of a text: give 1 or more`);
  const reading = readTrace(trace);
  const title = trace.task ?? "(no task)";
  const facts = listFacts(trace, reading);
  const blocks = traceBlocks(trace, reading, maxChars, reading.steps.length > openSteps);
  const text = [title, facts.join(" · "), renderBlocksText(blocks)].filter((part) => part !== "").join("\n");
  return displayableText(text.toWellFormed(), () => renderCard(title, facts, renderBlocksHtml(blocks)));
}

function listFacts(trace: Trace, { steps, problems, unattached }: TraceReading): string[] {
  const category = [trace.category, trace.subcategory].filter((label) => label != null).join(" / ");
  const calls = steps.reduce((sum, step) => sum + step.calls.length, 0);
  const flagged = steps.reduce((sum, step) => sum + countUnpaired(step), problems.length + unattached.length);
  return [
    ...[category, trace.source].filter((label) => label != null && label !== "") as string[],
    counted(trace.conversations.length, "turn"),
    counted(steps.length, "step"),
    counted(calls, "call"),
    ...flagged > 0 ? [counted(flagged, "problem")] : [],
    `id ${trace.id}`,
  ];
}

/** User turns and steps that a card shows at most. */
const MAX_TURNS = 300;
/** Thoughts, calls or problems that a step shows at most. */
const MAX_PARTS = 50;

/** Makes a block of each turn; a step holds its thoughts, its calls with their responses, its answer and problems. */
function traceBlocks(trace: Trace, reading: TraceReading, maxChars: number, folded: boolean): Block[] {
  const { steps, unattached } = reading;
  const blocks: Block[] = [];
  const problems = Map.groupBy(
    reading.problems,
    ({ turn }) => steps.findLastIndex((step) => step.turn <= turn),
  );
  const early = limitBlocks(unattached, MAX_PARTS, (response) => orphanBlock(response, maxChars));
  blocks.push(...early, ...limitBlocks(problems.get(-1) ?? [], MAX_PARTS, problemBlock));
  let index = 0;
  trace.conversations.forEach(({ from, value }) => {
    if (from === "gpt") {
      blocks.push(stepBlock(value, steps[index]!, index, problems.get(index) ?? [], maxChars, folded));
      index++;
    } else if (from !== "tool") {
      const note = from === "system" ? `${pythonLength(value).toLocaleString("en")} characters` : undefined;
      const tone = from === "system" ? "system" : "user";
      blocks.push({ tone, label: tone, note, text: truncate(value, maxChars), folded: from === "system" });
    }
  });
  return limitBlocks(blocks, MAX_TURNS, (block) => block);
}

function stepBlock(
  value: string,
  step: Step,
  index: number,
  problems: Problem[],
  maxChars: number,
  folded: boolean,
): Block {
  const { thoughts, calls, orphans, answer } = step;
  const withoutCalls = answer === "" ? "no call and no answer" : "answer";
  const names = calls.length === 0 ? [withoutCalls] : calls.slice(0, MAX_PARTS).map(({ name }) => name);
  const flagged = problems.length + countUnpaired(step);
  return {
    tone: "step",
    label: `step ${index + 1}`,
    note: names.join(", ") + (flagged > 0 ? ` · ${counted(flagged, "problem")}` : ""),
    folded,
    inner: [
      ...limitBlocks(thoughts, MAX_PARTS, (thought) => ({
        tone: "thought",
        label: "think",
        text: truncate(thought, maxChars),
        folded: true,
      })),
      ...limitBlocks(calls, MAX_PARTS, (call) => callBlock(value, call, maxChars)),
      ...limitBlocks(orphans, MAX_PARTS, (response) => orphanBlock(response, maxChars)),
      ...(answer === ""
        ? []
        : [{ tone: "answer", label: "answer", text: truncate(answer, maxChars) } as Block]),
      ...limitBlocks(problems, MAX_PARTS, problemBlock),
    ],
  };
}

/** Counts the calls of a step without a response and the responses without a call. */
function countUnpaired({ calls, orphans }: Step): number {
  return calls.filter(({ response }) => response === undefined).length + orphans.length;
}

function problemBlock({ turn, start, end, reason }: Problem): Block {
  const note = `${reason} (turn ${turn}, characters ${start}–${end})`;
  return { tone: "problem", label: "problem", note };
}

function callBlock(value: string, call: AnsweredCall, maxChars: number): Block {
  const { name, body, response } = call;
  const result: Block = response === undefined
    ? { tone: "problem", label: "problem", note: "no response" }
    : { tone: "response", label: "response", text: responseText(response, maxChars) };
  const args = name === MALFORMED
    ? value.slice(body.start, body.end)
    : Object.keys(call.arguments).length === 0
    ? ""
    : formatJson(call.arguments);
  return { tone: "call", label: "call", note: name, text: truncate(args, maxChars), inner: [result] };
}

function orphanBlock(response: ResponsePart, maxChars: number): Block {
  const note = `answers no call${response.name === undefined ? "" : `: ${response.name}`}`;
  return { tone: "problem", label: "response", note, text: responseText(response, maxChars) };
}

function responseText({ content, note }: ResponsePart, maxChars: number): string {
  return truncate(formatJson(content) + (note === undefined ? "" : `\n${note}`), maxChars);
}

function truncate(text: string, maxChars: number): string {
  const kept = pythonHead(text, maxChars);
  const more = pythonLength(text.slice(kept.length));
  return more === 0 ? kept : `${kept}\n… ${counted(more, "more character")}`;
}
