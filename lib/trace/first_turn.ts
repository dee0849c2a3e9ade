import type { Role, Trace, Turn } from "./row.ts";

/**
 * Finds the first turn of a role, as one looks at it: the system prompt, what the person asked, the model's first turn.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param role Whose turn.
 * @returns The turn.
 * @throws {RangeError} If the role has no turn in the trace.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { firstTurn, loadTraces } from "tracebook";
 *
 * for await (const trace of loadTraces("sample").take(1)) {
 *   assertEquals(firstTurn(trace, "system"), trace.conversations[0]);
 * }
 * ```
 */
export function firstTurn({ conversations }: Pick<Trace, "conversations">, role: Role): Turn {
  const turn = conversations.find(({ from }) => from === role);
  if (turn) return turn;
  const roles = [...new Set(conversations.map(({ from }) => from))].join(", ") || "no turn at all";
  throw new RangeError(`Cannot find a turn of the role ${role}: the trace has ${roles}`);
}
