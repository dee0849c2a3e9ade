import type { ResponsePart } from "./part.ts";
import { type Json, plainJson } from "./python/json_plain.ts";
import { ScanFailure, scanJson } from "./python/json_scanner.ts";
import { pythonStrip, skipSpace, skipSpaceBack } from "./python/text.ts";
import { isObject } from "./read_call.ts";
import { type TagFinder, TAGS } from "./tag_finder.ts";

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
  const json = leadingJson(text, bodyStart);
  const close = tags.find(TAGS.responseEnd, json.reached);
  const open = tags.find(TAGS.response, json.reached);
  const closed = close < open;
  const end = closed ? close + TAGS.responseEnd.length : open;
  const part: ResponsePart = {
    kind: "response",
    start,
    end,
    ...readBody(text, bodyStart, closed ? close : open, json),
  };
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
  const body = readBody(text, bodyStart, text.length, leadingJson(text, bodyStart));
  return { kind: "response", start: 0, end: text.length, ...body, problem: "no <tool_response> tag" };
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

function leadingJson(text: string, start: number): LeadingJson {
  if (text[start] !== "{" && text[start] !== "[") return { reached: start };
  const scanned = scanJson(text, start);
  if (scanned instanceof ScanFailure) {
    const { index, message } = scanned;
    return text[start] === "{" ? { reached: index, problem: `not JSON: ${message}` } : { reached: index };
  }
  return { value: plainJson(scanned.value), reached: scanned.end };
}

type Body = Pick<ResponsePart, "id" | "name" | "content" | "note" | "body">;

function readBody(text: string, bodyStart: number, limit: number, { value, reached }: LeadingJson): Body {
  const start = Math.min(bodyStart, limit);
  const body = { start, end: skipSpaceBack(text, start, limit) };
  const note = value === undefined ? "" : pythonStrip(text.slice(reached, body.end));
  // "[1] see below" is text that begins like a list; tools put their notes behind objects
  if (value === undefined || (note && !isObject(value))) {
    return { content: text.slice(body.start, body.end), body };
  }
  return { ...envelope(value), ...(note ? { note } : {}), body };
}

/**
 * Hermes' envelope is taken off; an object without a call's id but with other keys (read_file's
 * result, a skill) is none.
 */
function envelope(value: Json): Pick<ResponsePart, "id" | "name" | "content"> {
  if (!isObject(value) || !("content" in value)) return { content: value };
  const { tool_call_id: id, name, content } = value;
  const others = Object.keys(value).some((key) => key !== "name" && key !== "content");
  if (others && typeof id !== "string") return { content: value };
  return {
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof name === "string" ? { name } : {}),
    content: content as Json,
  };
}
