import { countAssistant } from "../trace/count_assistant.ts";
import { flagsToolTurn, MALFORMED, PythonFloat, type PythonJson, type Trace } from "../trace/mod.ts";
import type { Observation, ObservedCall } from "./observation.ts";
import type { ToolName } from "./summary.ts";

/**
 * Observes a trace by the tutorial's rules.
 *
 * @param trace The trace.
 * @param withChars Whether the lengths of the calls are asked for, which costs time.
 * @returns What the tutorial counts; null where it defines nothing.
 * @throws {TypeError} Where the reference raises: a tool name that is a list or an object cannot be counted.
 * @throws {PythonLimitError} Where the reference raises: a call nested too deep, or an integer of over 4,300
 * digits.
 */
export function observeTutorial(trace: Trace, withChars = true): Observation {
  const observation: Observation = {
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
      const calls = counted.map(({ name = "<unknown>", chars }): ObservedCall => {
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
