/**
 * Turns read by the tutorial's own rules: regular expressions over the raw text, digit for digit as Python
 * has them.
 *
 * @module
 */
import {
  JsonDecodeError,
  nativeJson,
  type PythonDict,
  pythonDumps,
  type PythonJson,
  pythonLength,
  pythonLoads,
  pythonStrip,
  skipSpace,
  skipSpaceBack,
} from "../python/mod.ts";

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
 * @returns The dict it holds; `{"name": "<malformed>", "arguments": {}}` where it is not JSON.
 * @throws {PythonLimitError} Where the reference raises too.
 */
function readTutorialCall(body: string): PythonDict {
  try {
    return pythonLoads(body) as PythonDict; // the body begins with a brace: what it holds is a dict
  } catch (error) {
    if (!(error instanceof JsonDecodeError)) throw error;
    return new Map<string, PythonJson>([["name", MALFORMED], ["arguments", new Map()]]);
  }
}

/** A call as the tutorial counts it. */
export interface CountedCall {
  /** The tool's name; undefined where the call has none. */
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
  const count = withChars ? countCall : nameCall;
  return {
    thoughts: thinks.map(({ groupStart, groupEnd }) => {
      const start = Math.min(skipSpace(value, groupStart), groupEnd);
      return pythonLength(value.slice(start, skipSpaceBack(value, start, groupEnd)));
    }),
    calls: calls.map(({ groupStart, groupEnd }) => count(value.slice(groupStart, groupEnd))),
    final: pythonLength(final),
  };
}

function countCall(body: string): CountedCall {
  const call = readTutorialCall(body);
  return { name: call.get("name"), chars: pythonDumps(call).length };
}

function nameCall(body: string): CountedCall {
  const call = nativeJson(body) as { name?: unknown } | undefined;
  // A number may be a float to Python and not to us; a list cannot be counted.
  if (call !== undefined && Object.hasOwn(call, "name") && typeof call.name === "string") {
    return { name: call.name, chars: null };
  }
  return { name: readTutorialCall(body).get("name"), chars: null };
}

/** A match of a pattern and of its group, in UTF-16 indices. */
interface Match {
  /** Where the match starts. */
  start: number;
  /** Where the match ends. */
  end: number;
  /** Where the group starts. */
  groupStart: number;
  /** Where the group ends. */
  groupEnd: number;
}

/** What a gpt turn consists of. */
interface TurnMatches {
  /** The thoughts. */
  thinks: Match[];
  /** The calls. */
  calls: Match[];
  /** The text without them, stripped. */
  final: string;
}

const THINK = "<think>";
const THINK_END = "</think>";
const CALL = "<tool_call>";
const CALL_END = "</tool_call>";

/**
 * Finds what the tutorial's two patterns match in a gpt turn, by searching for their tags: that takes time in proportion to
 * the text's length, where the regular expressions would try every opening tag against the whole rest.
 */
function matchTurn(text: string): TurnMatches {
  const thinks = findThinks(text);
  const calls = findCalls(text);
  return { thinks, calls, final: pythonStrip(remainder(text, thinks, calls)) };
}

/** The text without thoughts, and then without the calls that are left. */
function remainder(text: string, thinks: Match[], calls: Match[]): string {
  if (thinks.length === 0) return without(text, calls);
  // Mostly the turn begins with its one thought. Then the same calls are left as were found before.
  const [first] = thinks as [Match];
  const simple = thinks.length === 1 && (calls[0]?.start ?? first.end) >= first.end &&
    skipSpace(text, 0) === first.start;
  if (simple) return without(text, calls, first.end);
  const spoken = without(text, thinks);
  return without(spoken, findCalls(spoken));
}

/** The matches of `<think>(.*?)</think>`. */
function findThinks(text: string): Match[] {
  const found: Match[] = [];
  let from = 0;
  while (true) {
    const start = text.indexOf(THINK, from);
    const groupEnd = start < 0 ? -1 : text.indexOf(THINK_END, start + THINK.length);
    if (groupEnd < 0) return found;
    from = groupEnd + THINK_END.length;
    found.push({ start, end: from, groupStart: start + THINK.length, groupEnd });
  }
}

/** The matches of `<tool_call>\s*(\{.*?\})\s*</tool_call>`. */
function findCalls(text: string): Match[] {
  const found: Match[] = [];
  let from = 0;
  while (true) {
    const start = text.indexOf(CALL, from);
    if (start < 0) return found;
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
    if (close < 0) return found; // a close that served a later opening tag would have served this one
    from = close + CALL_END.length;
    found.push({ start, end: from, groupStart, groupEnd });
  }
}

function without(text: string, matches: Match[], first = 0): string {
  let kept = "";
  let from = first;
  for (const { start, end } of matches) {
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}
