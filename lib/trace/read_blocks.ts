import {
  isObject,
  type Json,
  plainJson,
  pythonLoads,
  pythonStrip,
  ScanFailure,
  skipSpace,
  skipSpaceBack,
} from "../python/mod.ts";
import type { CallPart, ResponsePart } from "./part.ts";
import { scanJsonBlock, type TagFinder, TAGS } from "./tag_finder.ts";
import { MALFORMED } from "./tutorial_turns.ts";

/**
 * Reads the call whose opening tag is at `start`. The end is found by reading the JSON, so a closing tag
 * inside one of its strings ends nothing.
 *
 * @returns The call; undefined if the tag is only a word in a sentence (no object and no closing tag follow,
 * and it has no line of its own).
 */
export function readCall(tags: TagFinder, start: number): CallPart | undefined {
  const { text } = tags;
  const bodyStart = skipSpace(text, start + TAGS.call.length);
  if (text[bodyStart] !== "{" && !closesFrom(tags, bodyStart) && !fillsItsLine(text, start)) return undefined;
  const scanned = scanJsonBlock(tags, bodyStart, TAGS.call, TAGS.callEnd);
  // what is behind the failure was not inside a JSON string, so a closing tag there is a real one
  if (scanned instanceof ScanFailure) {
    return malformedCall(tags, start, bodyStart, scanned.index, scanned.message);
  }
  const { value, end: bodyEnd } = scanned;
  const behind = skipSpace(text, bodyEnd);
  const closed = text.startsWith(TAGS.callEnd, behind);
  if (!closed && closesFrom(tags, behind)) {
    return malformedCall(tags, start, bodyStart, behind, `text after the JSON at character ${behind}`);
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

function malformedCall(
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

/** What a part is made with before its body is read. */
const UNREAD = { content: null, body: { start: 0, end: 0 } };

/**
 * Reads the tool response whose opening tag is at `start`: JSON where the body is a JSON list or begins with
 * a JSON object (what follows it is a note), raw text otherwise. A closing tag inside a JSON string ends
 * nothing.
 */
export function readResponse(tags: TagFinder, start: number): ResponsePart {
  const { text } = tags;
  const bodyStart = skipSpace(text, start + TAGS.response.length);
  const json = leadingJson(tags, bodyStart);
  const close = tags.find(TAGS.responseEnd, json.reached);
  const open = tags.find(TAGS.response, json.reached);
  const closed = close < open;
  const end = closed ? close + TAGS.responseEnd.length : open;
  const part: ResponsePart = { kind: "response", start, end, ...UNREAD };
  readBody(part, text, bodyStart, closed ? close : open, json);
  const problem = closed ? json.problem : "unclosed <tool_response>";
  if (problem) part.problem = problem;
  return part;
}

/** Reads a tool turn that has no `<tool_response>` as one response, flagged. */
export function readUntagged(tags: TagFinder): ResponsePart {
  const { text } = tags;
  const bodyStart = skipSpace(text, 0);
  const part: ResponsePart = { kind: "response", start: 0, end: text.length, ...UNREAD };
  readBody(part, text, bodyStart, text.length, leadingJson(tags, bodyStart));
  part.problem = "no <tool_response> tag";
  return part;
}

/**
 * The object or list that begins a body, how far reading came, and why a body that looks like an object is
 * none.
 */
interface LeadingJson {
  value?: Json;
  reached: number;
  problem?: string;
}

function leadingJson(tags: TagFinder, start: number): LeadingJson {
  const { text } = tags;
  if (text[start] !== "{" && text[start] !== "[") return { reached: start };
  const scanned = scanJsonBlock(tags, start, TAGS.response, TAGS.responseEnd);
  if (scanned instanceof ScanFailure) {
    const { index, message } = scanned;
    return text[start] === "{" ? { reached: index, problem: `not JSON: ${message}` } : { reached: index };
  }
  return { value: scanned.value, reached: scanned.end };
}

/** Reads what the body holds into the part: `limit` is where the block's content ends. */
function readBody(
  part: ResponsePart,
  text: string,
  bodyStart: number,
  limit: number,
  json: LeadingJson,
): void {
  const { value, reached } = json;
  const start = Math.min(bodyStart, limit);
  const end = skipSpaceBack(text, start, limit);
  part.body = { start, end };
  const note = value === undefined || reached >= end ? "" : pythonStrip(text.slice(reached, end));
  // "[1] see below" is text that begins like a list; tools put their notes behind objects
  if (value === undefined || (note && !isObject(value))) {
    part.content = text.slice(start, end);
    return;
  }
  part.content = value;
  if (isObject(value) && isEnvelope(value)) {
    const { tool_call_id: id, name, content } = value;
    if (typeof id === "string") part.id = id;
    if (typeof name === "string") part.name = name;
    part.content = content!;
  }
  if (note) part.note = note;
}

/**
 * Whether an object is Hermes' envelope; one without a call's id but with other keys (read_file's result, a skill) is
 * none.
 */
function isEnvelope(value: { [key: string]: Json }): boolean {
  if (!Object.hasOwn(value, "content")) return false;
  return typeof value.tool_call_id === "string" ||
    Object.keys(value).every((key) => key === "name" || key === "content");
}
