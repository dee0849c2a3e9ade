import { PythonFloat, type PythonJson, pythonLength } from "../python/mod.ts";
import {
  type AnsweredCall,
  callIds,
  countAssistant,
  findLoops,
  flagsToolTurn,
  judgeResponse,
  MALFORMED,
  type Outcome,
  readTrace,
  repeatedCalls,
  type ResponsePart,
  type Step,
  type Trace,
} from "../trace/mod.ts";
import type { MeasuredCall, MeasuredOutcomes, Rules, ToolName, TraceMeasures } from "./trace_measures.ts";
import { recoveries } from "./recovery.ts";

const OBSERVERS: Record<Rules, (trace: Trace, withChars?: boolean) => TraceMeasures> = {
  tutorial: observeTutorial,
  structured: observeStructured,
};

/**
 * Observes a trace by the rules asked for.
 *
 * @param trace The trace.
 * @param rules By which definitions.
 * @param withChars Whether the lengths of the calls are asked for; they may be null otherwise.
 * @returns Everything that is measured about it.
 * @throws {TypeError | PythonLimitError} By the tutorial's rules, where its reference raises.
 */
export function measureTrace(trace: Trace, rules: Rules, withChars = true): TraceMeasures {
  return OBSERVERS[rules](trace, withChars);
}

const encoder = new TextEncoder();
const buffer = new Uint8Array(1 << 16);
/** What `\s` matches, by byte; beyond ASCII nothing. */
const spaces = Uint8Array.from(
  { length: 256 },
  (_, byte) => Number(byte < 128 && /\s/.test(String.fromCharCode(byte))),
);
const WIDE_SPACE = /[^\S\0-\x7f]/;

/**
 * How many runs of characters there are between white space, as `text.match(/\S+/g)` finds them, without making them.
 */
export function countWords(text: string): number {
  // Bytes are looked through several times as fast as characters.
  const { read, written } = encoder.encodeInto(text, buffer);
  const isWhole = read === text.length;
  const isAscii = isWhole && written === read;
  if (isAscii || (isWhole && !WIDE_SPACE.test(text))) return countInBytes(buffer, written);
  return text.match(/\S+/g)?.length ?? 0;
}

function countInBytes(bytes: Uint8Array, length: number): number {
  let words = 0;
  let before = 1;
  for (let at = 0; at < length; at++) {
    const space = spaces[bytes[at]!]!;
    words += before & ~space;
    before = space;
  }
  return words;
}

/**
 * Observes a trace by the structured rules: every call and every response, paired, and the outcome of each.
 */
function observeStructured(trace: Trace, withChars = true): TraceMeasures {
  const { steps, unattached } = readTrace(trace);
  const calls = steps.flatMap((step) => step.calls);
  const orphans = [...unattached, ...steps.flatMap((step) => step.orphans)];
  const outcomes = observeOutcomes(steps, calls, orphans);
  const responses = steps.reduce((sum, step) => sum + step.responses.length, unattached.length);
  return {
    turns: trace.conversations.length,
    steps: steps.map((step) => ({
      thoughts: step.thoughts.map(pythonLength),
      thinkWords: step.thoughts.reduce((sum, thought) => sum + countWords(thought), 0),
      calls: step.calls.map(({ name, body }) => {
        if (!withChars) return { key: name, name, chars: null };
        const json = trace.conversations[step.turn]!.value.slice(body.start, body.end);
        return { key: name, name, chars: pythonLength(json) };
      }),
      answer: pythonLength(step.answer),
    })),
    toolTurns: trace.conversations.filter((turn) => turn.from === "tool").length,
    judged: responses,
    errors: outcomes.failures.length,
    workflow: steps.filter((step) => step.calls.length > 0)
      .map((step) => stepLabel(step.calls.map(({ name }) => name))),
    outcomes,
    responses,
    unanswered: calls.filter((call) => !call.response).length,
    orphans: orphans.length,
    malformed: calls.filter((call) => call.name === MALFORMED).length,
  };
}

function observeOutcomes(
  steps: readonly Step[],
  calls: readonly AnsweredCall[],
  orphans: readonly ResponsePart[],
): MeasuredOutcomes {
  const ids = callIds(steps);
  const found: MeasuredOutcomes = {
    unknown: 0,
    failures: [],
    reactions: [],
    repeats: repeatedCalls(steps, ids).length,
    loops: findLoops(steps, ids).map(({ period, rounds }) => period * rounds),
  };
  const note = (tool: string, { outcome, class: errorClass }: Outcome) => {
    if (outcome === "unknown") found.unknown++;
    if (outcome === "error") found.failures.push({ tool, class: errorClass ?? "other" });
  };
  const outcomes = new Map<AnsweredCall, Outcome>();
  for (const call of calls) {
    if (!call.response) continue;
    const outcome = judgeResponse(call.response, call.name);
    outcomes.set(call, outcome);
    note(call.name, outcome);
  }
  for (const response of orphans) note(response.name ?? "", judgeResponse(response));
  found.reactions = recoveries(steps, outcomes, ids).map(({ reaction, recovered }) => ({
    reaction,
    recovered,
  }));
  return found;
}

/**
 * Observes a trace by the tutorial's rules.
 *
 * @returns What the tutorial counts; null where it defines nothing.
 * @throws {TypeError} Where the reference raises: a tool name that is a list or an object cannot be counted.
 * @throws {PythonLimitError} Where the reference raises: a call nested too deep, or an integer of over 4,300
 * digits.
 */
function observeTutorial(trace: Trace, withChars = true): TraceMeasures {
  const observation: TraceMeasures = {
    turns: trace.conversations.length,
    steps: [],
    toolTurns: 0,
    judged: 0,
    errors: 0,
    workflow: null,
    outcomes: null,
    responses: null,
    unanswered: null,
    orphans: null,
    malformed: 0,
  };
  let errors = 0;
  for (const { from, value } of trace.conversations) {
    if (from === "gpt") {
      const { thoughts, calls: counted, final } = countAssistant(value, withChars);
      const calls = counted.map(({ name = "<unknown>", chars }): MeasuredCall => {
        if (name === MALFORMED) observation.malformed++;
        return { ...hashable(name), chars };
      });
      observation.steps.push({ thoughts, thinkWords: null, calls, answer: final });
    } else if (from === "tool") {
      observation.toolTurns++;
      if (flagsToolTurn(value)) errors++;
    }
  }
  return { ...observation, judged: observation.toolTurns, errors };
}

/** A name as a key of Python's `Counter`: equal numbers are one key, and `True` is 1. */
function hashable(name: PythonJson): { key: string; name: ToolName } {
  if (name === null) return { key: "None", name };
  if (typeof name === "string") return { key: `"${name}`, name };
  if (typeof name === "boolean") return { key: String(Number(name)), name };
  if (typeof name === "number" || typeof name === "bigint") return { key: String(name), name };
  if (name instanceof PythonFloat) {
    const { value } = name;
    return { key: Number.isInteger(value) ? String(BigInt(value)) : String(value), name };
  }
  throw new TypeError(`Cannot count a tool whose name is ${Array.isArray(name) ? "a list" : "an object"}`);
}

/** The longest part of a tool's name that is shown; no API allows longer names. */
const NAME_UNITS = 64;
/** The most tools of one step that are named. */
const NAMES = 4;

/**
 * How an acting step is called: its distinct tools in alphabetical order, joined by ` + `, so that a parallel batch is one
 * step whatever its width and order. Names with white space or a quote in front are written as JSON, so that no tool can
 * pass for a batch; very long ones are cut, and behind the fourth tool stands `…`.
 *
 * @param tools The tools of its calls, in any order, at least one.
 */
export function stepLabel(tools: readonly string[]): string {
  if (tools.length === 1) return shown(tools[0]!);
  const distinct = [...new Set(tools)].sort();
  const names = distinct.slice(0, NAMES).map(shown);
  return (distinct.length > NAMES ? [...names, "…"] : names).join(" + ");
}

function shown(name: string): string {
  const short = name.length > NAME_UNITS ? `${name.slice(0, NAME_UNITS)}…` : name;
  return /^"|^$|\s/.test(short) ? JSON.stringify(short) : short;
}
