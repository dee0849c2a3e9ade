import type { ResponsePart } from "./part.ts";
import { type JsonDecodeError, type PythonLimitError, pythonRawDecode } from "./python/json_loads.ts";
import { type Json, plainJson } from "./python/json_plain.ts";
import { pythonStrip, skipSpace, skipSpaceBack } from "./python/text.ts";
import { isObject } from "./read_call.ts";
import { type TagFinder, TAGS } from "./tag_finder.ts";

/**
 * Reads the tool response whose opening tag is at `start`: JSON where the body begins with a JSON object or list (what
 * follows it is a note), raw text otherwise. A closing tag inside a JSON string ends nothing.
 *
 * @param tags The turn's text.
 * @param start UTF-16 index of `<tool_response>`.
 * @returns The response; one that is never closed ends before the next one and says so.
 */
export function readResponse(tags: TagFinder, start: number): ResponsePart {
  const { text } = tags;
  const bodyStart = skipSpace(text, start + TAGS.response.length);
  const { value, reached } = leadingJson(text, bodyStart);
  const close = tags.find(TAGS.responseEnd, reached);
  const open = tags.find(TAGS.response, reached);
  const closed = close < open;
  const bodyLimit = closed ? close : open;
  const body = {
    start: Math.min(bodyStart, bodyLimit),
    end: skipSpaceBack(text, Math.min(bodyStart, bodyLimit), bodyLimit),
  };
  const part: ResponsePart = {
    kind: "response",
    start,
    end: closed ? close + TAGS.responseEnd.length : open,
    body,
    ...envelope(value === undefined ? text.slice(body.start, body.end) : value),
  };
  const note = value === undefined ? "" : pythonStrip(text.slice(reached, body.end));
  if (note) part.note = note;
  if (!closed) part.problem = "unclosed <tool_response>";
  return part;
}

/** The object or list that begins at `start`, and how far reading came. */
function leadingJson(text: string, start: number): { value?: Json; reached: number } {
  if (text[start] !== "{" && text[start] !== "[") return { reached: start };
  try {
    const [value, reached] = pythonRawDecode(text, start);
    return { value: plainJson(value), reached };
  } catch (error) {
    return { reached: (error as JsonDecodeError | PythonLimitError).index };
  }
}

function envelope(value: Json): Pick<ResponsePart, "id" | "name" | "content"> {
  if (!isObject(value) || !("content" in value)) return { content: value };
  const { tool_call_id: id, name, content } = value;
  return {
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof name === "string" ? { name } : {}),
    content: content as Json,
  };
}
