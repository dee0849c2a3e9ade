import { type AnsweredCall, callIds, MALFORMED, type Outcome, type Step } from "../trace/mod.ts";
import { purposeOf, toolOf } from "./purpose.ts";

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

/** Acting steps behind a failure in which a success counts as its recovery: to look around, to mend, to try again. */
const WITHIN_STEPS = 5;

/** A question mark at the end of what is said, whatever closes behind it. */
const ASKS = /[?？؟][\s*_`"'’”»)\]]*$/;

/** One failed call, and what came after it. */
export interface Recovery {
  /** The call that failed. */
  call: AnsweredCall;
  /** What the trace did next. */
  reaction: Reaction;
  /** Whether what failed was done after all, soon after. */
  recovered: boolean;
}

/**
 * What a trace did after each failed call. The first acting step behind it decides: the same call again is a retry, the
 * same tool with other arguments, or another tool, is a change. Where the trace ends or the person speaks before another
 * call is made, a question is asking, and anything else giving up.
 *
 * A failure is recovered from if one of the next five acting steps holds a call of the same purpose (the same tool, and
 * for `terminal` the same program) that succeeded; success at something else is none, and nothing is recovered that was
 * given up. Who reaches the goal by another tool is not counted, as nothing in the trace says that the goal was the same.
 * Of a call that could not be read, the response names the tool; any success of it counts.
 *
 * @param steps The steps, as `readTrace` gives them.
 * @param outcomes The outcome of each answered call.
 * @param ids Which calls are equal. @default {found by their tools and arguments}
 * @returns One entry for each failed call, in order.
 */
export function recoveries(
  steps: readonly Step[],
  outcomes: ReadonlyMap<AnsweredCall, Outcome>,
  ids: ReadonlyMap<AnsweredCall, number> = callIds(steps),
): Recovery[] {
  const found: Recovery[] = [];
  if (!outcomes.values().some(({ outcome }) => outcome === "error")) return found;
  const acting = steps.map((_, at) => at).filter((at) => steps[at]!.calls.length > 0);
  const lookedAt = new Map<number, Attempts>();
  const attempts = (at: number) => {
    if (!lookedAt.has(at)) lookedAt.set(at, attemptsOf(steps[at]!, outcomes, ids));
    return lookedAt.get(at)!;
  };
  acting.forEach((at, nth) => {
    const failed = steps[at]!.calls.filter((call) => outcomes.get(call)?.outcome === "error");
    if (failed.length === 0) return;
    const ahead = acting.slice(nth + 1, nth + 1 + WITHIN_STEPS);
    const stopped = stoppedWith(steps, at, ahead[0] ?? steps.length);
    for (const call of failed) {
      const reaction = stopped ?? reactionIn(attempts(ahead[0]!), call, ids.get(call)!);
      const recovered = reaction !== "gave_up" &&
        ahead.some((later) => attempts(later).succeeded.has(purposeOf(call)));
      found.push({ call, reaction, recovered });
    }
  });
  return found;
}

/** What a step tried. */
interface Attempts {
  ids: Set<number>;
  tools: Set<string>;
  /** The tools and the purposes of the calls that succeeded. */
  succeeded: Set<string>;
}

function attemptsOf(
  { calls }: Step,
  outcomes: ReadonlyMap<AnsweredCall, Outcome>,
  ids: ReadonlyMap<AnsweredCall, number>,
): Attempts {
  const succeeded = calls.filter((call) => outcomes.get(call)?.outcome === "ok");
  return {
    // of calls that cannot be read nobody knows whether they are the same
    ids: new Set(calls.filter(({ name }) => name !== MALFORMED).map((call) => ids.get(call)!)),
    tools: new Set(calls.map(toolOf)),
    succeeded: new Set(succeeded.flatMap((call) => [toolOf(call), purposeOf(call)])),
  };
}

/** What ended the acting between two steps, if anything did: the person's word, or the trace's end. */
function stoppedWith(steps: readonly Step[], from: number, to: number): "asked" | "gave_up" | undefined {
  let said = "";
  for (let at = from + 1; at <= to; at++) {
    if (at === steps.length || steps[at]!.prompted) return ASKS.test(said) ? "asked" : "gave_up";
    said = steps[at]!.answer || said;
  }
}

function reactionIn(next: Attempts, failed: AnsweredCall, id: number): Reaction {
  if (next.ids.has(id)) return "retried";
  if (next.tools.has(toolOf(failed))) return "changed_arguments";
  return next.tools.has("clarify") ? "asked" : "changed_tool";
}
