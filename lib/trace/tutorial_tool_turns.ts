/**
 * Tool turns read by the tutorial's own rules, and its test for errors.
 *
 * @module
 */
import {
  type Json,
  JsonDecodeError,
  nativeJson,
  pythonDumps,
  type PythonJson,
  pythonLoads,
  skipSpace,
  skipSpaceBack,
} from "../python/mod.ts";

const RESPONSE = "<tool_response>";
const RESPONSE_END = "</tool_response>";

/**
 * Parses a tool turn by the tutorial's rules: the JSON of its first response, or `{"raw": text}`.
 *
 * @param value The turn's raw text.
 * @param style `tutorial` takes any error for raw text; `guide` only a text that is not JSON.
 * @returns The response as `json.loads` has it.
 * @throws {PythonLimitError} With `guide`, where the reference raises: nested too deep, or an integer of over
 * 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTool } from "tracebook";
 * import { pythonDumps } from "tracebook/python";
 *
 * assertEquals(parseTool("<tool_response> [1.0] </tool_response>"), parseTool("<tool_response>[1.0]</tool_response>"));
 * assertEquals(pythonDumps(parseTool("<tool_response>\nnot found\n</tool_response>")), '{"raw": "not found"}');
 * ```
 */
export function parseTool(value: string, style: "tutorial" | "guide" = "tutorial"): PythonJson {
  const body = firstBody(value);
  if (body === undefined) return new Map([["raw", value]]);
  try {
    return pythonLoads(body);
  } catch (error) {
    if (style === "guide" && !(error instanceof JsonDecodeError)) throw error;
    return new Map([["raw", body]]);
  }
}

/** The group of the first match of `<tool_response>\s*(.*?)\s*</tool_response>`. */
function firstBody(value: string): string | undefined {
  const open = value.indexOf(RESPONSE);
  const close = open < 0 ? -1 : value.indexOf(RESPONSE_END, open + RESPONSE.length);
  if (close < 0) return undefined;
  const start = Math.min(skipSpace(value, open + RESPONSE.length), close);
  return value.slice(start, skipSpaceBack(value, start, close));
}

/**
 * Whether the tutorial counts a tool turn as an error: its JSON, lower-cased, holds `error`, `traceback` or
 * `"exit_code": 1` anywhere. It flags every `"error": null`, and exit code 127 too.
 *
 * @param response A response as `parseTool` returns it, written by `pythonDumps`.
 * @returns True if the tutorial flags it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { looksLikeError } from "./mod.ts";
 * import { parseTool } from "tracebook";
 * import { pythonDumps } from "tracebook/python";
 *
 * assertEquals(looksLikeError(pythonDumps(parseTool('<tool_response>{"error": null}</tool_response>'))), true);
 * ```
 */
export function looksLikeError(response: string): boolean {
  const blob = response.toLowerCase();
  return blob.includes("error") || blob.includes('"exit_code": 1') || blob.includes("traceback");
}

// Without one of these no text, however it is parsed and written again, can hold one of the tutorial's three marks:
// an escape may give the first letter of "error" (U+000E is written \\u000e) or stand for any letter, but no more.
const SUSPECT = /rror|raceback|exit_code|\\u/i;

/**
 * Whether the tutorial counts a tool turn as an error: `looksLikeError(pythonDumps(parseTool(value)))`, but mostly
 * without parsing, because most turns show by themselves what the answer is.
 *
 * @param value The tool turn's raw text.
 * @returns True if the tutorial flags it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { flagsToolTurn } from "./mod.ts";
 *
 * assertEquals(flagsToolTurn('<tool_response>{"error": null}</tool_response>'), true);
 * assertEquals(flagsToolTurn('<tool_response>{"output": "fine"}</tool_response>'), false);
 * ```
 */
export function flagsToolTurn(value: string): boolean {
  const response = firstBody(value);
  const body = response ?? value;
  if (endsWithMark(body)) return true;
  if (!SUSPECT.test(body)) return false;
  // without tags the turn is text, whose escapes stay as they are
  const native = response === undefined ? undefined : nativeJson(response);
  if (native !== undefined && holdsMark(native)) return true;
  return looksLikeError(pythonDumps(parseTool(value)));
}

const MARK = /error|traceback/i;
/** The end of a text in which most responses have their `error`, as the last of their keys. */
const TAIL_UNITS = 60;

/**
 * Whether the last mark is near the end, with no key behind it. Only a later key could undo it (of a repeated key the last
 * value counts, and the earlier one is gone), or an escape that takes its first letter for a digit.
 */
function endsWithMark(body: string): boolean {
  const tail = body.slice(-TAIL_UNITS);
  const mark = tail.lastIndexOf("error");
  if (mark < 0 || /\\u[\da-f]{3}$/i.test(tail.slice(0, mark))) return false;
  return !/"\s*:/.test(tail.slice(mark + "error".length).replace(/^"\s*:/, ""));
}

/** Whether a key or a text holds one of the marks in ASCII letters, which no way of writing it takes away. */
function holdsMark(value: Json): boolean {
  if (typeof value === "string") return MARK.test(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsMark);
  for (const key in value) if (MARK.test(key) || holdsMark(value[key]!)) return true;
  return false;
}
