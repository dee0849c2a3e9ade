import { pythonStrip } from "../python/mod.ts";
import type { CallPart, Part, ResponsePart, Span } from "./part.ts";
import { readParts } from "./read_parts.ts";
import type { Trace, Turn } from "./row.ts";
import { MALFORMED } from "./tutorial_turns.ts";

/** A call, and the response that answers it. */
export interface AnsweredCall extends CallPart {
  /** What came back; absent if nothing did. */
  response?: ResponsePart;
}

/** One gpt turn and the tool turns that answer it. */
export interface Step {
  /** The gpt turn's index in `conversations`. */
  turn: number;
  /** Whether a person spoke since the step before, or, for the first one, at all. */
  prompted: boolean;
  /** The thoughts, stripped. */
  thoughts: string[];
  /** The calls, in order, each with its response. */
  calls: AnsweredCall[];
  /** Text of the turn beside thoughts and calls, stripped. */
  answer: string;
  /** Every response of the step's tool turns, in order. */
  responses: ResponsePart[];
  /** Responses that answer none of the step's calls. */
  orphans: ResponsePart[];
}

/** Something wrong in a trace's text, and where. */
export interface Problem extends Span {
  /** The turn's index in `conversations`. */
  turn: number;
  /** What is wrong, in words. */
  reason: string;
}

/** A trace read by the structured rules. */
export interface TraceReading {
  /** The steps, in order. */
  steps: Step[];
  /** Responses that come before any gpt turn. */
  unattached: ResponsePart[];
  /** Everything that was wrong, in order. */
  problems: Problem[];
}

/**
 * Reads a trace by the structured rules: every turn into parts, gpt turns and the tool turns behind them into
 * steps, every response paired with its call (by name, in order of their ids where those count, else as they
 * come).
 *
 * @param trace A trace, or anything with its `conversations`.
 * @returns Steps, what belongs to none of them, and every problem.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTrace } from "tracebook";
 *
 * const { steps } = readTrace({
 *   conversations: [
 *     { from: "gpt", value: '<think>look</think><tool_call>{"name": "ls", "arguments": {}}</tool_call>' },
 *     { from: "tool", value: '<tool_response>{"name": "ls", "content": "a.txt"}</tool_response>' },
 *   ],
 * });
 * assertEquals(steps[0]?.calls[0]?.response?.content, "a.txt");
 * ```
 */
export function readTrace(trace: Pick<Trace, "conversations">): TraceReading {
  const reading: TraceReading = { steps: [], unattached: [], problems: [] };
  let prompted = false;
  trace.conversations.forEach((turn, index) => {
    const parts = readParts(turn.value, turn.from);
    for (const { start, end, problem } of parts) {
      if (problem !== undefined) reading.problems.push({ turn: index, start, end, reason: problem });
    }
    if (turn.from === "human") prompted = true;
    if (turn.from === "gpt") {
      reading.steps.push(startStep(turn, index, prompted, parts));
      prompted = false;
    }
    if (turn.from === "tool") {
      const responses = reading.steps.at(-1)?.responses ?? reading.unattached;
      for (const part of parts) if (part.kind === "response") responses.push(part);
    }
  });
  reading.steps.forEach(pairResponses);
  return reading;
}

function startStep(turn: Turn, index: number, prompted: boolean, parts: Part[]): Step {
  const step: Step = {
    turn: index,
    prompted,
    thoughts: [],
    calls: [],
    answer: "",
    responses: [],
    orphans: [],
  };
  let said = "";
  for (const part of parts) {
    if (part.kind === "think") step.thoughts.push(part.text);
    else if (part.kind === "call") step.calls.push(part);
    else if (part.kind === "text") said += turn.value.slice(part.start, part.end);
  }
  step.answer = pythonStrip(said);
  return step;
}

/**
 * Gives each response to the first unanswered call of its name. One that names no tool goes to the first
 * unanswered call, and a call that could not be read takes the first response whose name no other call has
 * left. Ids that count (`functions.terminal:3`) count the calls, so responses that came in another order are
 * taken in that of their ids.
 */
function pairResponses(step: Step): void {
  if (step.responses.length === 0) return;
  const open = new Map<string, AnsweredCall[]>();
  const inOrder = step.calls.toReversed();
  for (const call of inOrder) {
    const named = open.get(call.name);
    if (named) named.push(call);
    else open.set(call.name, [call]);
  }
  for (const response of inOrderOfIds(step.responses)) {
    const call = response.name === undefined
      ? nextUnanswered(inOrder)
      : nextUnanswered(open.get(response.name)) ?? nextUnanswered(open.get(MALFORMED));
    if (call) call.response = response;
    else step.orphans.push(response);
  }
}

function inOrderOfIds(responses: ResponsePart[]): ResponsePart[] {
  if (responses.length === 1) return responses;
  const counted = responses.map((response) => ({ response, count: /:(\d+)$/.exec(response.id ?? "")?.[1] }));
  if (counted.some(({ count }) => count === undefined)) return responses;
  return counted.sort((a, b) => Number(a.count) - Number(b.count)).map(({ response }) => response);
}

function nextUnanswered(stack: AnsweredCall[] | undefined): AnsweredCall | undefined {
  while (stack?.length) {
    const call = stack.pop()!;
    if (!call.response) return call;
  }
}
