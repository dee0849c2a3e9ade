import {
  type AnsweredCall,
  callIds,
  findLoops,
  judgeResponse,
  MALFORMED,
  type Outcome,
  pythonLength,
  readTrace,
  repeatedCalls,
  type ResponsePart,
  type Step,
  type Trace,
} from "../trace/mod.ts";
import { countWords } from "./count_words.ts";
import type { Observation, ObservedOutcomes } from "./observation.ts";
import { recoveries } from "./recovery.ts";
import { stepLabel } from "./step_label.ts";

/**
 * Observes a trace by the structured rules: every call and every response, paired, and the outcome of each.
 *
 * @param trace The trace.
 * @param withChars Whether the lengths of the calls are asked for.
 * @returns What is counted.
 */
export function observeStructured(trace: Trace, withChars = true): Observation {
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
): ObservedOutcomes {
  const ids = callIds(steps);
  const found: ObservedOutcomes = {
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
