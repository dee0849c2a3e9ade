/**
 * Turns read by the tutorial's own rules: regular expressions over the raw text, digit for digit as Python
 * has them.
 *
 * @module
 */
import { JsonDecodeError, pythonLoads } from "./python/json_loads.ts";
import type { PythonDict, PythonJson } from "./python/json_value.ts";
import { pythonStrip } from "./python/text.ts";
import { matchTurn } from "./tutorial_matches.ts";

/** A gpt turn as the tutorial parses it. */
export interface AssistantTurn {
  /** The text of every `<think>…</think>`, stripped. */
  thoughts: string[];
  /** Every call as the dict it holds; one that is not JSON is `{"name": "<malformed>", "arguments": {}}`. */
  tool_calls: PythonDict[];
  /** The text without thoughts and calls, stripped. */
  final: string;
}

/** What a call that cannot be read is named. */
export const MALFORMED = "<malformed>";

/**
 * Parses a gpt turn by the tutorial's rules: thoughts, tool calls, and the final answer that remains.
 *
 * @param value The turn's raw text.
 * @returns The three parts.
 * @throws {PythonLimitError} Where the reference raises too: a call nested too deep, or with an integer of
 * over 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseAssistant } from "tracebook";
 *
 * const turn = parseAssistant('<think>\nlook\n</think>\n<tool_call>\n{"name": "ls"}\n</tool_call>');
 * assertEquals(turn.thoughts, ["look"]);
 * assertEquals(turn.tool_calls.map((call) => call.get("name")), ["ls"]);
 * assertEquals(turn.final, "");
 * ```
 */
export function parseAssistant(value: string): AssistantTurn {
  const { thinks, calls, final } = matchTurn(value);
  return {
    thoughts: thinks.map(({ groupStart, groupEnd }) => pythonStrip(value.slice(groupStart, groupEnd))),
    tool_calls: calls.map(({ groupStart, groupEnd }) => readTutorialCall(value.slice(groupStart, groupEnd))),
    final,
  };
}

/**
 * Reads what stands between the tags of a call, by the tutorial's rules.
 *
 * @param body The text, which begins with a brace.
 * @returns The dict it holds; `{"name": "<malformed>", "arguments": {}}` where it is not JSON.
 * @throws {PythonLimitError} Where the reference raises too.
 */
export function readTutorialCall(body: string): PythonDict {
  try {
    return pythonLoads(body) as PythonDict; // the body begins with a brace: what it holds is a dict
  } catch (error) {
    if (!(error instanceof JsonDecodeError)) throw error;
    return new Map<string, PythonJson>([["name", MALFORMED], ["arguments", new Map()]]);
  }
}
