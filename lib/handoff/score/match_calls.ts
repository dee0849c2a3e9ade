import { callKey } from "../../trace/mod.ts";
import type { SeenCall } from "./read_turn.ts";

/** A call that was wanted, and one of the same tool that was made. */
export interface CallPair {
  /** The call of the trace. */
  wanted: SeenCall;
  /** The model's. */
  made: SeenCall;
  /** Whether both have the same arguments. */
  isEqual: boolean;
}

/** Calls paired by their tools. */
export interface MatchedCalls {
  /** Pairs of the same tool. */
  pairs: CallPair[];
  /** Tools that were wanted and not called. */
  missing: string[];
  /** Tools that were called and not wanted. */
  extra: string[];
}

/**
 * Pairs calls by their tools, in whatever order they come: first those that are equal, then, of what is left, those of
 * the same tool in their order. Each call is paired once, so a call too many is extra.
 *
 * @param wanted The calls of the trace.
 * @param made The model's calls.
 * @returns Pairs, and what is left on either side.
 * @see https://gorilla.cs.berkeley.edu/blogs/8_berkeley_function_calling_leaderboard.html on parallel calls in any order
 */
export function matchCalls(wanted: readonly SeenCall[], made: readonly SeenCall[]): MatchedCalls {
  const equal = pairUp(wanted, made, keyOf);
  const same = pairUp(equal.left, equal.right, ({ name }) => name);
  return {
    pairs: [
      ...equal.pairs.map(([wanted, made]) => ({ wanted, made, isEqual: true })),
      ...same.pairs.map(([wanted, made]) => ({ wanted, made, isEqual: false })),
    ],
    missing: same.left.map(({ name }) => name).sort(),
    extra: same.right.map(({ name }) => name).sort(),
  };
}

/** Equal for equal calls; a call that cannot be read equals none. */
function keyOf({ name, arguments: given }: SeenCall): string | undefined {
  return given && callKey({ name, arguments: given });
}

function pairUp(
  left: readonly SeenCall[],
  right: readonly SeenCall[],
  key: (call: SeenCall) => string | undefined,
): { pairs: [SeenCall, SeenCall][]; left: SeenCall[]; right: SeenCall[] } {
  const open = new Map<string | undefined, SeenCall[]>();
  for (const call of right) open.set(key(call), [...open.get(key(call)) ?? [], call]);
  open.delete(undefined);
  const taken = new Set<SeenCall>();
  const pairs: [SeenCall, SeenCall][] = [];
  const alone = left.filter((call) => {
    const partner = open.get(key(call))?.shift();
    if (!partner) return true;
    taken.add(partner);
    pairs.push([call, partner]);
    return false;
  });
  return { pairs, left: alone, right: right.filter((call) => !taken.has(call)) };
}
