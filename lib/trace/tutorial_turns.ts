/**
 * Turns read by the tutorial's own rules: regular expressions over the raw text, digit for digit as Python
 * has them.
 *
 * The patterns are matched by searching for their tags, so that a text costs time in proportion to its length
 * where the regular expressions would try every opening tag against the whole rest.
 *
 * @module
 */
import { JsonDecodeError, pythonLoads } from "./python/json_loads.ts";
import type { PythonDict, PythonJson } from "./python/json_value.ts";
import { pythonStrip, skipSpace, skipSpaceBack } from "./python/text.ts";

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

/** A match: the whole of it, and its group. UTF-16 indices. */
interface Match {
  start: number;
  end: number;
  groupStart: number;
  groupEnd: number;
}

const THINK = "<think>";
const THINK_END = "</think>";
const CALL = "<tool_call>";
const CALL_END = "</tool_call>";

/** The matches of `<think>(.*?)</think>`. */
function* findThinks(text: string): Generator<Match> {
  let from = 0;
  while (true) {
    const start = text.indexOf(THINK, from);
    const groupEnd = start < 0 ? -1 : text.indexOf(THINK_END, start + THINK.length);
    if (groupEnd < 0) return;
    from = groupEnd + THINK_END.length;
    yield { start, end: from, groupStart: start + THINK.length, groupEnd };
  }
}

/** The matches of `<tool_call>\s*(\{.*?\})\s*</tool_call>`. */
function* findCalls(text: string): Generator<Match> {
  let from = 0;
  while (true) {
    const start = text.indexOf(CALL, from);
    if (start < 0) return;
    const groupStart = skipSpace(text, start + CALL.length);
    if (text[groupStart] !== "{") {
      from = start + 1;
      continue;
    }
    let close = text.indexOf(CALL_END, groupStart + 1);
    let groupEnd = -1;
    while (close >= 0) {
      groupEnd = skipSpaceBack(text, groupStart + 1, close);
      if (groupEnd > groupStart + 1 && text[groupEnd - 1] === "}") break;
      close = text.indexOf(CALL_END, close + 1);
    }
    if (close < 0) return; // a close that served a later opening tag would have served this one
    from = close + CALL_END.length;
    yield { start, end: from, groupStart, groupEnd };
  }
}

function without(text: string, matches: Iterable<Match>): string {
  let kept = "";
  let from = 0;
  for (const { start, end } of matches) {
    kept += text.slice(from, start);
    from = end;
  }
  return from === 0 ? text : kept + text.slice(from);
}

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
  const thoughts: string[] = [];
  for (const { groupStart, groupEnd } of findThinks(value)) {
    thoughts.push(pythonStrip(value.slice(groupStart, groupEnd)));
  }
  const tool_calls: PythonDict[] = [];
  for (const { groupStart, groupEnd } of findCalls(value)) {
    tool_calls.push(readCall(value.slice(groupStart, groupEnd)));
  }
  const spoken = without(value, findThinks(value));
  return { thoughts, tool_calls, final: pythonStrip(without(spoken, findCalls(spoken))) };
}

function readCall(body: string): PythonDict {
  try {
    return pythonLoads(body) as PythonDict; // the body begins with a brace: what it holds is a dict
  } catch (error) {
    if (!(error instanceof JsonDecodeError)) throw error;
    return new Map<string, PythonJson>([["name", MALFORMED], ["arguments", new Map()]]);
  }
}
