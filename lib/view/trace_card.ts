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
import { type Block, blocksHtml, blocksText, cardHtml, readableJson, some } from "./blocks.ts";
import { type ShownText, shownText } from "./render_trace.ts";

/** What a trace's card shows. */
export interface TraceCardOptions {
  /** Characters (code points) kept of each text. @default {2000} */
  maxChars?: number;
  /** Steps up to which all stand open; of a longer trace they unfold. @default {8} */
  openSteps?: number;
}

/**
 * A trace as a card for reading, by the structured rules: each step with its thoughts, its calls and what
 * came back to each of them, its answer, and everything that is wrong with it. Unlike `renderTrace` it never
 * throws for what a trace holds, and shows every response.
 *
 * @param trace The trace.
 * @param options How much is shown.
 * @returns The card in `html`, with every text escaped and inline styles only, and the same as indented lines
 * in `text`.
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
export function traceCard(trace: Trace, options: TraceCardOptions = {}): ShownText {
  const { maxChars = 2000, openSteps = 8 } = options;
  if (!(maxChars >= 1)) throw new RangeError(`Cannot show ${maxChars} characters of a text: give 1 or more`);
  const reading = readTrace(trace);
  const title = trace.task ?? "(no task)";
  const facts = remarks(trace, reading);
  const blocks = traceBlocks(trace, reading, maxChars, reading.steps.length > openSteps);
  const text = [title, facts.join(" · "), blocksText(blocks)].filter((part) => part !== "").join("\n");
  return shownText(text.toWellFormed(), () => cardHtml(title, facts, blocksHtml(blocks)));
}

function remarks(trace: Trace, { steps, problems, unattached }: TraceReading): string[] {
  const category = [trace.category, trace.subcategory].filter((label) => label != null).join(" / ");
  const calls = steps.reduce((sum, step) => sum + step.calls.length, 0);
  const flagged = steps.reduce((sum, step) => sum + unpaired(step), problems.length + unattached.length);
  return [
    ...[category, trace.source].filter((label) => label != null && label !== "") as string[],
    counted(trace.conversations.length, "turn"),
    counted(steps.length, "step"),
    counted(calls, "call"),
    ...flagged > 0 ? [counted(flagged, "problem")] : [],
    `id ${trace.id}`,
  ];
}

/** User turns and steps that are shown; thoughts, calls or problems shown of each step. */
const TURNS = 300;
const PARTS = 50;

/**
 * A trace as blocks, turn by turn: a step holds its thoughts, its calls with what came back, its answer and
 * problems.
 */
function traceBlocks(trace: Trace, reading: TraceReading, maxChars: number, folded: boolean): Block[] {
  const { steps, unattached } = reading;
  const blocks: Block[] = [];
  const problems = Map.groupBy(
    reading.problems,
    ({ turn }) => steps.findLastIndex((step) => step.turn <= turn),
  );
  const early = some(unattached, PARTS, (response) => orphan(response, maxChars));
  blocks.push(...early, ...some(problems.get(-1) ?? [], PARTS, problemBlock));
  let at = 0;
  trace.conversations.forEach(({ from, value }) => {
    if (from === "gpt") {
      blocks.push(stepBlock(value, steps[at]!, at, problems.get(at) ?? [], maxChars, folded));
      at++;
    } else if (from !== "tool") {
      const note = from === "system" ? `${pythonLength(value).toLocaleString("en")} characters` : undefined;
      const tone = from === "system" ? "system" : "user";
      blocks.push({ tone, label: tone, note, text: cut(value, maxChars), folded: from === "system" });
    }
  });
  return some(blocks, TURNS, (block) => block);
}

function stepBlock(
  value: string,
  step: Step,
  at: number,
  problems: Problem[],
  maxChars: number,
  folded: boolean,
): Block {
  const { thoughts, calls, orphans, answer } = step;
  const said = answer === "" ? "no call and no answer" : "answer";
  const names = calls.length === 0 ? [said] : calls.slice(0, PARTS).map(({ name }) => name);
  const flagged = problems.length + unpaired(step);
  return {
    tone: "step",
    label: `step ${at + 1}`,
    note: names.join(", ") + (flagged > 0 ? ` · ${counted(flagged, "problem")}` : ""),
    folded,
    inner: [
      ...some(thoughts, PARTS, (thought) => ({
        tone: "thought",
        label: "think",
        text: cut(thought, maxChars),
        folded: true,
      })),
      ...some(calls, PARTS, (call) => callBlock(value, call, maxChars)),
      ...some(orphans, PARTS, (response) => orphan(response, maxChars)),
      ...(answer === "" ? [] : [{ tone: "answer", label: "answer", text: cut(answer, maxChars) } as Block]),
      ...some(problems, PARTS, problemBlock),
    ],
  };
}

/** Calls of a step without a response, and responses without a call. */
function unpaired({ calls, orphans }: Step): number {
  return calls.filter(({ response }) => response === undefined).length + orphans.length;
}

function problemBlock({ turn, start, end, reason }: Problem): Block {
  const note = `${reason} (turn ${turn}, characters ${start}–${end})`;
  return { tone: "problem", label: "problem", note };
}

function callBlock(value: string, call: AnsweredCall, maxChars: number): Block {
  const { name, body, response } = call;
  const back: Block = response === undefined
    ? { tone: "problem", label: "problem", note: "no response" }
    : { tone: "response", label: "response", text: responseText(response, maxChars) };
  const given = name === MALFORMED
    ? value.slice(body.start, body.end)
    : Object.keys(call.arguments).length === 0
    ? ""
    : readableJson(call.arguments);
  return { tone: "call", label: "call", note: name, text: cut(given, maxChars), inner: [back] };
}

function orphan(response: ResponsePart, maxChars: number): Block {
  const note = `answers no call${response.name === undefined ? "" : `: ${response.name}`}`;
  return { tone: "problem", label: "response", note, text: responseText(response, maxChars) };
}

function responseText({ content, note }: ResponsePart, maxChars: number): string {
  return cut(readableJson(content) + (note === undefined ? "" : `\n${note}`), maxChars);
}

function cut(text: string, maxChars: number): string {
  const kept = pythonHead(text, maxChars);
  const more = pythonLength(text.slice(kept.length));
  return more === 0 ? kept : `${kept}\n… ${counted(more, "more character")}`;
}
