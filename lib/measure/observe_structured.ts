import { MALFORMED, pythonLength, readTrace, type Trace } from "../trace/mod.ts";
import type { Observation } from "./observation.ts";

/**
 * Observes a trace by the structured rules: every call and every response, paired.
 *
 * @param trace The trace.
 * @returns What is counted; `errors` is null, because these rules do not judge responses.
 */
export function observeStructured(trace: Trace): Observation {
  const { steps, unattached } = readTrace(trace);
  const calls = steps.flatMap((step) => step.calls);
  const responses = steps.reduce((sum, step) => sum + step.responses.length, unattached.length);
  return {
    turns: trace.conversations.length,
    steps: steps.map((step) => ({
      thoughts: step.thoughts.map(pythonLength),
      thinkWords: step.thoughts.reduce((sum, thought) => sum + countWords(thought), 0),
      calls: step.calls.map(({ name, body }) => {
        const json = trace.conversations[step.turn]!.value.slice(body.start, body.end);
        return { key: name, name, chars: pythonLength(json) };
      }),
      answer: pythonLength(step.answer),
    })),
    toolTurns: trace.conversations.filter((turn) => turn.from === "tool").length,
    judged: 0,
    errors: null,
    responses,
    unanswered: calls.filter((call) => !call.response).length,
    orphans: steps.reduce((sum, step) => sum + step.orphans.length, unattached.length),
    malformed: calls.filter((call) => call.name === MALFORMED).length,
  };
}

/** Runs of characters between white space. */
function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
