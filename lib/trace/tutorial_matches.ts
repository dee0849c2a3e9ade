/**
 * What the tutorial's two patterns for gpt turns match.
 *
 * They are matched by searching for their tags, so that a text costs time in proportion to its length where the regular
 * expressions would try every opening tag against the whole rest.
 *
 * @module
 */
import { pythonStrip, skipSpace, skipSpaceBack } from "./python/text.ts";

/** A match: the whole of it, and its group. UTF-16 indices. */
export interface Match {
  /** Where it starts. */
  start: number;
  /** Where it ends. */
  end: number;
  /** Where its group starts. */
  groupStart: number;
  /** Where its group ends. */
  groupEnd: number;
}

/** What a gpt turn consists of. */
export interface TurnMatches {
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
 * Finds what the tutorial's patterns match in a gpt turn.
 *
 * @param text The turn's raw text.
 * @returns The matches in order, and what is left without them.
 */
export function matchTurn(text: string): TurnMatches {
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
