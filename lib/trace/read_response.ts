import type { ResponsePart } from "./part.ts";
import type { Json } from "./python/json_plain.ts";
import { ScanFailure } from "./python/json_scanner.ts";
import { pythonStrip, skipSpace, skipSpaceBack } from "./python/text.ts";
import { isObject } from "./is_object.ts";
import { scanPlain } from "./scan_plain.ts";
import { type TagFinder, TAGS } from "./tag_finder.ts";

/** What a part is made with before its body is read. */
const NOTHING = { content: null, body: { start: 0, end: 0 } };

/**
 * Reads the tool response whose opening tag is at `start`: JSON where the body is a JSON list or begins with
 * a JSON object (what follows it is a note), raw text otherwise. A closing tag inside a JSON string ends
 * nothing.
 *
 * @param tags The turn's text.
 * @param start UTF-16 index of `<tool_response>`.
 * @returns The response; one that is never closed ends before the next one and says so.
 */
export function readResponse(tags: TagFinder, start: number): ResponsePart {
  const { text } = tags;
  const bodyStart = skipSpace(text, start + TAGS.response.length);
  const json = leadingJson(tags, bodyStart);
  const close = tags.find(TAGS.responseEnd, json.reached);
  const open = tags.find(TAGS.response, json.reached);
  const closed = close < open;
  const end = closed ? close + TAGS.responseEnd.length : open;
  const part: ResponsePart = { kind: "response", start, end, ...NOTHING };
  fill(part, text, bodyStart, closed ? close : open, json);
  const problem = closed ? json.problem : "unclosed <tool_response>";
  if (problem) part.problem = problem;
  return part;
}

/**
 * Reads a tool turn that has no `<tool_response>` as one response, flagged.
 *
 * @param tags The turn's text.
 * @returns The response; it covers the whole turn.
 */
export function readUntagged(tags: TagFinder): ResponsePart {
  const { text } = tags;
  const bodyStart = skipSpace(text, 0);
  const part: ResponsePart = { kind: "response", start: 0, end: text.length, ...NOTHING };
  fill(part, text, bodyStart, text.length, leadingJson(tags, bodyStart));
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
  const scanned = scanPlain(tags, start, TAGS.response, TAGS.responseEnd);
  if (scanned instanceof ScanFailure) {
    const { index, message } = scanned;
    return text[start] === "{" ? { reached: index, problem: `not JSON: ${message}` } : { reached: index };
  }
  return { value: scanned.value, reached: scanned.end };
}

/** Reads what the body holds into the part: `limit` is where the block's content ends. */
function fill(part: ResponsePart, text: string, bodyStart: number, limit: number, json: LeadingJson): void {
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
