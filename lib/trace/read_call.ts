import { isObject } from "./is_object.ts";
import type { CallPart } from "./part.ts";
import { pythonLoads } from "./python/json_loads.ts";
import { type Json, plainJson } from "./python/json_plain.ts";
import { ScanFailure } from "./python/json_scanner.ts";
import { skipSpace, skipSpaceBack } from "./python/text.ts";
import { scanPlain } from "./scan_plain.ts";
import { type TagFinder, TAGS } from "./tag_finder.ts";
import { MALFORMED } from "./tutorial_turns.ts";

/**
 * Reads the call whose opening tag is at `start`. The end is found by reading the JSON, so a closing tag
 * inside one of its strings ends nothing.
 *
 * @param tags The turn's text.
 * @param start UTF-16 index of `<tool_call>`.
 * @returns The call; undefined if the tag is only a word in a sentence (no object and no closing tag follow,
 * and it has no line of its own).
 */
export function readCall(tags: TagFinder, start: number): CallPart | undefined {
  const { text } = tags;
  const bodyStart = skipSpace(text, start + TAGS.call.length);
  if (text[bodyStart] !== "{" && !closesFrom(tags, bodyStart) && !fillsItsLine(text, start)) return undefined;
  const scanned = scanPlain(tags, bodyStart, TAGS.call, TAGS.callEnd);
  // what is behind the failure was not inside a JSON string, so a closing tag there is a real one
  if (scanned instanceof ScanFailure) {
    return malformed(tags, start, bodyStart, scanned.index, scanned.message);
  }
  const { value, end: bodyEnd } = scanned;
  const behind = skipSpace(text, bodyEnd);
  const closed = text.startsWith(TAGS.callEnd, behind);
  if (!closed && closesFrom(tags, behind)) {
    return malformed(tags, start, bodyStart, behind, `text after the JSON at character ${behind}`);
  }
  const part: CallPart = {
    kind: "call",
    start,
    end: closed ? behind + TAGS.callEnd.length : bodyEnd,
    body: { start: bodyStart, end: bodyEnd },
    ...nameAndArguments(value),
  };
  if (!closed) part.problem = part.problem ? `unclosed <tool_call>: ${part.problem}` : "unclosed <tool_call>";
  return part;
}

/** Whether a closing tag comes before the next opening one. */
function closesFrom(tags: TagFinder, from: number): boolean {
  return tags.find(TAGS.callEnd, from) < tags.find(TAGS.call, from);
}

function fillsItsLine(text: string, start: number): boolean {
  const next = text[start + TAGS.call.length];
  return (start === 0 || text[start - 1] === "\n") && (next === undefined || next === "\n" || next === "\r");
}

function nameAndArguments(call: Json): Pick<CallPart, "name" | "arguments" | "problem"> {
  const bad = (problem: string) => ({ name: MALFORMED, arguments: {}, problem });
  if (!isObject(call)) return bad("the call is not an object");
  const { name } = call;
  if (typeof name !== "string" || name === "") return bad("the call has no name");
  // OpenAI's own format holds the arguments as JSON text
  const given = typeof call.arguments === "string" ? parseOrUndefined(call.arguments) : call.arguments ?? {};
  if (!isObject(given)) return bad("the arguments are not an object");
  return { name, arguments: given };
}

function malformed(
  tags: TagFinder,
  start: number,
  bodyStart: number,
  failed: number,
  reason: string,
): CallPart {
  const close = tags.find(TAGS.callEnd, failed);
  const open = tags.find(TAGS.call, failed);
  const base = { kind: "call", start, name: MALFORMED, arguments: {} } as const;
  const body = (limit: number) => {
    const from = Math.min(bodyStart, limit);
    return { start: from, end: skipSpaceBack(tags.text, from, limit) };
  };
  if (close < open) return { ...base, end: close + TAGS.callEnd.length, body: body(close), problem: reason };
  // JSON strings hold no line breaks, so a thought or a response that begins a line is not inside one
  const end = Math.min(
    open,
    tags.findOnOwnLine(TAGS.think, failed),
    tags.findOnOwnLine(TAGS.response, failed),
  );
  return { ...base, end, body: body(end), problem: `unclosed <tool_call>: ${reason}` };
}

function parseOrUndefined(text: string): Json | undefined {
  try {
    return plainJson(pythonLoads(text));
  } catch {
    return undefined; // the caller reports it: the arguments are not an object
  }
}
