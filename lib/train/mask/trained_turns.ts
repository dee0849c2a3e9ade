import { judgeResponse, readTrace, repeatedCalls, type Step, type Trace } from "../../trace/mod.ts";
import type { MaskSettings } from "./mask_options.ts";

type Switches = Pick<MaskSettings, "lastTurn" | "skipFailed" | "skipRepeats">;

/**
 * The gpt turns that are trained by the switches that choose turns.
 *
 * @param trace The trace.
 * @param switches Which turns are context only.
 * @returns Indices in `conversations`.
 */
export function trainedTurns(trace: Pick<Trace, "conversations">, switches: Switches): Set<number> {
  const all = trace.conversations.flatMap(({ from }, turn) => from === "gpt" ? [turn] : []);
  const chosen = new Set(switches.lastTurn ? all.slice(-1) : all);
  if (!switches.skipFailed && !switches.skipRepeats) return chosen;
  const { steps } = readTrace(trace);
  const repeats = new Set(switches.skipRepeats ? repeatedCalls(steps) : []);
  for (const step of steps) {
    const skipped = switches.skipFailed && hasFailed(step) || step.calls.some((call) => repeats.has(call));
    if (skipped) chosen.delete(step.turn);
  }
  return chosen;
}

/** Whether a call of a step failed, or could not be read. */
function hasFailed({ calls }: Step): boolean {
  return calls.some(({ name, problem, response }) =>
    problem !== undefined || response !== undefined && judgeResponse(response, name).outcome === "error"
  );
}
