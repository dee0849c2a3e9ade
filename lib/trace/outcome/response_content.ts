import {
  isObject,
  type Json,
  nativeJson,
  plainJson,
  pythonStrip,
  ScanFailure,
  scanJson,
  skipSpace,
} from "../../python/mod.ts";

/** What a tool returned, as the rules of outcomes look at it. */
export interface ResponseContent {
  /** The tool's name; empty where nothing names it. */
  tool: string;
  /** The result's fields; none for a text. */
  fields: { [key: string]: Json };
  /** The result as text, where it is no object; empty otherwise. */
  text: string;
}

const OTHER_JSON_UNITS = 400;

/**
 * A response's content as fields or as text: an object as it is, a text that begins with a JSON object as that object
 * (tools append notes behind it), any other text as it is; of a list of blocks (text, then pictures) the first text, and
 * of anything else the beginning.
 */
export function readContent(tool: string, content: Json): ResponseContent {
  if (isObject(content)) return { tool, fields: content, text: "" };
  if (Array.isArray(content) && isTextBlock(content[0])) return readContent(tool, content[0].text);
  if (typeof content !== "string") return { tool, fields: {}, text: jsonPreview(content, OTHER_JSON_UNITS) };
  const text = pythonStrip(content);
  if (text.startsWith("{")) {
    const value = leadingValue(text);
    if (isObject(value)) return { tool, fields: value, text: "" };
  }
  return { tool, fields: {}, text };
}

function isTextBlock(value: Json | undefined): value is { type: "text"; text: string } {
  return isObject(value) && value.type === "text" && typeof value.text === "string";
}

function leadingValue(text: string): Json | undefined {
  // Mostly there is no brace behind the object: what ends with the last one is it, then.
  const native = nativeJson(text.slice(0, text.lastIndexOf("}") + 1));
  if (native !== undefined) return native;
  const scanned = scanJson(text, 0);
  return scanned instanceof ScanFailure ? undefined : plainJson(scanned.value);
}

/**
 * Whether a value is a text with more than white space in it.
 *
 * @param value The value; undefined where a field is missing.
 */
export function isNonBlankText(value: Json | undefined): value is string {
  return typeof value === "string" && skipSpace(value, 0) < value.length;
}

/** Texts that report nothing: how a missing value is written, and that all is well. */
const NOTHING = /^\s*(none|null|nil|undefined|n\/?a|false|no( errors?)?|ok|success|-+|0)\.?\s*$/i;

/**
 * Whether an `error` field reports an error: a text with words, `true`, an object with something in it, or a list of such.
 * Null, false and numbers (which may be a measuring error) do not, nor does anything empty, nor `none`, `n/a` or `ok`; in
 * an object, as beside a message, a code other than 0 does.
 *
 * @param value The field; undefined where it is missing.
 * @returns True if it reports an error.
 */
export function isError(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((one) => isNonBlankText(one) || isObject(one) && isError(one));
  if (isObject(value)) return Object.values(value).some(isSomething);
  return value === true || isNonBlankText(value) && !NOTHING.test(value);
}

/** Whether a value inside an error says anything; how deep it is does not matter. */
function isSomething(value: Json): boolean {
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return isNonBlankText(value) && !NOTHING.test(value);
  return typeof value === "object" ? value !== null && Object.keys(value).length > 0 : value;
}

/**
 * The beginning of a JSON value as text: a text as it is, nothing for null, anything else as JSON. However large or deep
 * the value, only what the beginning needs is looked at.
 *
 * @param value The value; undefined where a field is missing.
 * @param units The most UTF-16 units to return.
 */
export function jsonPreview(value: Json | undefined, units: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value.slice(0, units);
  let text = "";
  // What is still to be written, the next piece last; `mark` is text, `value` a value to write as JSON.
  const left: ({ mark: string } | { value: Json })[] = [{ value }];
  while (left.length > 0 && text.length < units) {
    const next = left.pop()!;
    if ("mark" in next) {
      text += next.mark;
    } else if (Array.isArray(next.value)) {
      text += "[";
      left.push({ mark: "]" });
      // every element takes a unit or more, so no more of them can be seen
      for (let at = Math.min(next.value.length, units) - 1; at >= 0; at--) {
        left.push({ value: next.value[at]! });
        if (at > 0) left.push({ mark: "," });
      }
    } else if (typeof next.value === "object" && next.value !== null) {
      text += "{";
      left.push({ mark: "}" });
      const keys = Object.keys(next.value).slice(0, units);
      for (let at = keys.length - 1; at >= 0; at--) {
        left.push({ value: next.value[keys[at]!]! });
        left.push({ mark: `${at > 0 ? "," : ""}${JSON.stringify(keys[at]!.slice(0, units))}:` });
      }
    } else {
      text += JSON.stringify(typeof next.value === "string" ? next.value.slice(0, units) : next.value);
    }
  }
  return text.slice(0, units);
}
