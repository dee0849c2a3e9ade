import { pythonDumps } from "./python/json_dumps.ts";
import type { PythonJson } from "./python/json_value.ts";
import { nativeJson } from "./python/native_json.ts";
import { pythonLength, skipSpace, skipSpaceBack } from "./python/text.ts";
import { matchTurn } from "./tutorial_matches.ts";
import { readTutorialCall } from "./tutorial_turns.ts";

/** A call as the tutorial counts it. */
export interface CountedCall {
  /** Its name; undefined where it has none. */
  name: PythonJson | undefined;
  /** Characters of the call as `json.dumps` writes it; null where they are not asked for. */
  chars: number | null;
}

/** A gpt turn as the tutorial counts it. */
export interface AssistantCounts {
  /** Characters of each thought. */
  thoughts: number[];
  /** The calls, in order. */
  calls: CountedCall[];
  /** Characters of the final answer; 0 if there is none. */
  final: number;
}

/**
 * Counts a gpt turn by the tutorial's rules: what `parseAssistant` gives, in numbers, and in less time, because calls
 * need not be read by Python's rules for their names alone.
 *
 * @param value The turn's raw text.
 * @param withChars Whether the lengths of the calls are asked for.
 * @returns The counts.
 * @throws {PythonLimitError} Where the reference raises: a call nested too deep, or an integer of over 4,300 digits.
 */
export function countAssistant(value: string, withChars: boolean): AssistantCounts {
  const { thinks, calls, final } = matchTurn(value);
  const count = withChars ? writtenCall : namedCall;
  return {
    thoughts: thinks.map(({ groupStart, groupEnd }) => {
      const start = Math.min(skipSpace(value, groupStart), groupEnd);
      return pythonLength(value.slice(start, skipSpaceBack(value, start, groupEnd)));
    }),
    calls: calls.map(({ groupStart, groupEnd }) => count(value.slice(groupStart, groupEnd))),
    final: pythonLength(final),
  };
}

function writtenCall(body: string): CountedCall {
  const call = readTutorialCall(body);
  return { name: call.get("name"), chars: pythonDumps(call).length };
}

function namedCall(body: string): CountedCall {
  const call = nativeJson(body) as { name?: unknown } | undefined;
  // A number may be a float to Python and not to us; a list cannot be counted.
  if (call !== undefined && Object.hasOwn(call, "name") && typeof call.name === "string") {
    return { name: call.name, chars: null };
  }
  return { name: readTutorialCall(body).get("name"), chars: null };
}
