import type { AnsweredCall, Step } from "./read_trace.ts";
import { callIds, comparableResult, isPolling, isReadOnly } from "./same_call.ts";

/** The most steps of a cycle that is looked for. */
const MAX_PERIOD = 3;
/** How often a step or a cycle must be made in a row. */
const MIN_ROUNDS = 3;

/** Steps of a trace that go round in a circle. */
export interface Loop {
  /** The first step's index in `steps`. */
  from: number;
  /** The index behind the last step of the last whole round. */
  to: number;
  /** Acting steps in a round, 1 to 3. */
  period: number;
  /** Whole rounds, 3 or more. */
  rounds: number;
}

/**
 * Finds the loops of a trace: the same acting step, or a cycle of two or three, made at least three times in a row without
 * anything new to show for it. Two steps are the same if they hold the same calls (a parallel batch counts once, in any
 * order) and show the same, but for numbers; steps without a call are passed over. Polls (a running process, the next page, a
 * page's snapshot) make no loop alone, and within one they must show exactly the same. A word of the person ends a loop. Time is linear in the trace's length.
 *
 * @param steps The steps, as `readTrace` gives them.
 * @param ids Which calls are equal. @default {found by their tools and arguments}
 * @returns The loops, in order; none lies in another.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findLoops } from "./mod.ts";
 * import { readTrace } from "tracebook";
 *
 * const turn = (name: string) => ({ from: "gpt" as const, value: `<tool_call>{"name": "${name}"}</tool_call>` });
 * const { steps } = readTrace({ conversations: ["pwd", "make", "ls", "make", "ls", "make", "ls"].map(turn) });
 * assertEquals(findLoops(steps), [{ from: 1, to: 7, period: 2, rounds: 3 }]);
 * ```
 */
export function findLoops(
  steps: readonly Step[],
  ids: ReadonlyMap<AnsweredCall, number> = callIds(steps),
): Loop[] {
  const times = new Map<number, number>();
  for (const id of ids.values()) times.set(id, (times.get(id) ?? 0) + 1);
  const isFrequent = (call: AnsweredCall) => times.get(ids.get(call)!)! >= MIN_ROUNDS;
  if (!times.values().some((count) => count >= MIN_ROUNDS)) return [];
  // what is shown costs more to compare than what is asked
  if (loopsIn(listActingSteps(steps, (call) => ids.get(call)!)).length === 0) return [];
  return loopsIn(listActingSteps(steps, (call) => {
    const id = ids.get(call)!;
    return isFrequent(call) ? `${id} ${comparableResult(call)}` : id;
  }));
}

function loopsIn(acts: readonly ActingStep[]): Loop[] {
  const same = Array.from({ length: MAX_PERIOD }, (_, p) => countEqualAhead(acts, p + 1));
  const loops: Loop[] = [];
  for (let at = 0; at < acts.length;) {
    const period = 1 + same.findIndex((ahead, p) => ahead[at]! >= (p + 1) * (MIN_ROUNDS - 1));
    if (period === 0 || acts.slice(at, at + period).every(({ polls }) => polls)) {
      at++;
      continue;
    }
    const rounds = 1 + Math.floor(same[period - 1]![at]! / period);
    loops.push({ from: acts[at]!.step, to: acts[at + rounds * period - 1]!.step + 1, period, rounds });
    at += rounds * period;
  }
  return loops;
}

/** An acting step as loops compare it. */
interface ActingStep {
  /** Index in `steps`. */
  step: number;
  /** A key that is equal for equal steps. */
  key: string | number;
  /** Whether all its calls poll. */
  polls: boolean;
}

function listActingSteps(
  steps: readonly Step[],
  keyOf: (call: AnsweredCall) => ActingStep["key"],
): ActingStep[] {
  const acts: ActingStep[] = [];
  let unique = -1; // a key that nothing else has
  steps.forEach(({ calls, prompted }, step) => {
    if (prompted && acts.length > 0) acts.push({ step, key: unique--, polls: true });
    if (calls.length === 0) return;
    const keys = [...new Set(calls.map(keyOf))].sort();
    const key = keys.length > 1 ? JSON.stringify(keys) : keys[0]!;
    const readable = calls.every(({ problem }) => problem === undefined);
    acts.push({ step, key: readable ? key : unique--, polls: calls.every(isPolling) });
  });
  return acts;
}

/** For each act, how many in a row from it on are the same as the one `period` later. */
function countEqualAhead(acts: readonly ActingStep[], period: number): Int32Array {
  const ahead = new Int32Array(acts.length);
  for (let at = acts.length - 1 - period; at >= 0; at--) {
    if (acts[at]!.key === acts[at + period]!.key) ahead[at] = ahead[at + 1]! + 1;
  }
  return ahead;
}

/**
 * Finds the calls of a trace that repeat an earlier one in vain: same tool, same arguments, and nothing in between that could
 * have changed the answer, no other call (but for reading) and no word of the person. A command that did show something
 * else is no repeat, nor is a poll. Of a parallel batch of equal calls only one is counted.
 *
 * @param steps The steps, as `readTrace` gives them.
 * @param ids Which calls are equal. @default {found by their tools and arguments}
 * @returns The repeating calls, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTrace } from "tracebook";
 * import { repeatedCalls } from "./mod.ts";
 *
 * const value = '<tool_call>{"name": "read_file", "arguments": {"path": "a.txt"}}</tool_call>';
 * const { steps } = readTrace({ conversations: [{ from: "gpt", value }, { from: "gpt", value }] });
 * assertEquals(repeatedCalls(steps).map((call) => call.name), ["read_file"]);
 * ```
 */
export function repeatedCalls(
  steps: readonly Step[],
  ids: ReadonlyMap<AnsweredCall, number> = callIds(steps),
): AnsweredCall[] {
  const repeats: AnsweredCall[] = [];
  if (new Set(ids.values()).size === ids.size) return repeats; // mostly no two calls are equal
  const seen = new Map<number, AnsweredCall>();
  for (const { calls, prompted } of steps) {
    if (prompted) seen.clear();
    const batch = new Map(calls.map((call) => [ids.get(call)!, call]));
    for (const [id, call] of batch) {
      const before = seen.get(id);
      if (!before || call.problem !== undefined || isPolling(call)) continue;
      if (comparableResult(before) === comparableResult(call)) repeats.push(call);
    }
    // a call that changes something makes all earlier answers old, save its own
    if (!calls.every(isReadOnly)) seen.clear();
    for (const [id, call] of batch) seen.set(id, call);
  }
  return repeats;
}
