import { JsonDecodeError, pythonRawDecode, type Span } from "../../trace/mod.ts";

const SPACE = /[ \n\r\t]*/y;

function skip(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/**
 * Where the values of a JSON object's members stand in its text, so that they can be kept as they were written.
 *
 * @param text A text that begins with a JSON object.
 * @returns Each member's span by its key, the last one of a key that is repeated; undefined if no object begins there.
 */
export function jsonMembers(text: string): Map<string, Span> | undefined {
  if (text[0] !== "{") return undefined;
  const members = new Map<string, Span>();
  try {
    let at = skip(text, 1);
    while (text[at] === '"') {
      const [key, behindKey] = pythonRawDecode(text, at);
      const start = skip(text, skip(text, behindKey) + 1);
      const [, end] = pythonRawDecode(text, start);
      members.set(key as string, { start, end });
      at = skip(text, end);
      if (text[at] === ",") at = skip(text, at + 1);
    }
    return text[at] === "}" ? members : undefined;
  } catch (error) {
    if (error instanceof JsonDecodeError) return undefined;
    throw error;
  }
}
