import type { CallPart } from "./part.ts";
import {
  type JsonDecodeError,
  type PythonJson,
  type PythonLimitError,
  pythonRawDecode,
} from "./python/json_loads.ts";
import { type Json, plainJson } from "./python/json_plain.ts";
import { pythonStrip, skipSpace } from "./python/text.ts";
import { type TagFinder, TAGS } from "./tag_finder.ts";
import { MALFORMED } from "./tutorial_turns.ts";

/**
 * Reads the call whose opening tag is at `start`. The end is found by reading the JSON, so a closing tag inside one of
 * its strings ends nothing.
 *
 * @param tags The turn's text.
 * @param start UTF-16 index of `<tool_call>`.
 * @returns The call; undefined if the tag is only a word in a sentence (no object and no closing tag follow).
 */
export function readCall(tags: TagFinder, start: number): CallPart | undefined {
  const { text } = tags;
  const bodyStart = skipSpace(text, start + TAGS.call.length);
  if (text[bodyStart] !== "{" && tags.find(TAGS.callEnd, bodyStart) >= tags.find(TAGS.call, bodyStart)) {
    return undefined;
  }
  let value: PythonJson, bodyEnd: number;
  try {
    [value, bodyEnd] = pythonRawDecode(text, bodyStart);
  } catch (error) {
    // what is behind the failure was not inside a JSON string, so a closing tag there is a real one
    const { index, message } = error as JsonDecodeError | PythonLimitError;
    return malformed(tags, start, bodyStart, index, message);
  }
  const behind = skipSpace(text, bodyEnd);
  const closed = text.startsWith(TAGS.callEnd, behind);
  if (!closed && behind < text.length && !text.startsWith(TAGS.call, behind)) {
    return malformed(tags, start, bodyStart, behind, "text after the JSON object");
  }
  const end = closed ? behind + TAGS.callEnd.length : bodyEnd;
  const part: CallPart = {
    kind: "call",
    start,
    end,
    body: { start: bodyStart, end: bodyEnd },
    ...nameAndArguments(plainJson(value)),
  };
  if (!closed) part.problem ??= "unclosed <tool_call>";
  return part;
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
  const closed = close < open;
  const bodyEnd = closed ? close : open;
  const body = { start: Math.min(bodyStart, bodyEnd), end: bodyEnd };
  const end = closed ? close + TAGS.callEnd.length : open;
  const problem = closed ? reason : `unclosed <tool_call>: ${reason}`;
  return { kind: "call", start, end, name: MALFORMED, arguments: {}, body, problem };
}

function parseOrUndefined(text: string): Json | undefined {
  try {
    return JSON.parse(pythonStrip(text));
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
