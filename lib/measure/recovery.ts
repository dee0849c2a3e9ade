import { type AnsweredCall, callKey, type Outcome, type Step } from "../trace/mod.ts";

/** What a trace did after a call failed. */
export type Reaction = "retried" | "changed_arguments" | "changed_tool" | "asked" | "gave_up";

/** The reactions, in the order in which tables show them. */
export const REACTIONS: readonly Reaction[] = [
  "retried",
  "changed_arguments",
  "changed_tool",
  "asked",
  "gave_up",
];

/** One failed call, and what came after it. */
export interface Recovery {
  /** The call that failed. */
  call: AnsweredCall;
  /** What the trace did next. */
  reaction: Reaction;
  /** Whether a call of the next acting step succeeded. */
  recovered: boolean;
}

/**
 * What a trace did after each failed call: the first acting step behind it decides. The same call again is a retry; the
 * same tool with other arguments, or another tool, is a change. Where no call follows, a question (or a turn of the
 * person) is asking, anything else giving up.
 *
 * @param steps The steps, as `readTrace` gives them.
 * @param outcomes The outcome of each answered call.
 * @returns One entry for each failed call, in order.
 */
export function recoveries(steps: readonly Step[], outcomes: ReadonlyMap<AnsweredCall, Outcome>): Recovery[] {
  const found: Recovery[] = [];
  let next: Step | undefined; // the first acting step behind the one looked at
  let last = "";
  for (const step of steps.toReversed()) {
    const failed = step.calls.filter((call) => outcomes.get(call)?.outcome === "error");
    for (const call of failed.toReversed()) {
      found.push({
        call,
        reaction: next ? reactionIn(next, call) : last.endsWith("?") ? "asked" : "gave_up",
        recovered: next?.calls.some((later) => outcomes.get(later)?.outcome === "ok") ?? false,
      });
    }
    if (step.calls.length > 0) next = step;
    else if (!next) last = last || step.answer;
  }
  return found.reverse();
}

function reactionIn(next: Step, failed: AnsweredCall): Reaction {
  if (next.calls.some((call) => callKey(call) === callKey(failed))) return "retried";
  if (next.calls.some((call) => call.name === failed.name)) return "changed_arguments";
  return next.calls.some((call) => call.name === "clarify") ? "asked" : "changed_tool";
}
