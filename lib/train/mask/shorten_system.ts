import {
  JsonDecodeError,
  type PythonJson,
  PythonLimitError,
  pythonRawDecode,
  skipSpace,
} from "../../python/mod.ts";
import type { Span } from "../../trace/mod.ts";

/** A tool's schema in a system prompt. */
export interface ListedTool extends Span {
  /** The tool's name; undefined where the schema has none. */
  name: string | undefined;
}

const OPEN = "<tools>";

/**
 * Finds the tools that a system prompt lists in `<tools>`, as a JSON list or one object behind the other. The tag
 * may be
 * mentioned before: the one that a list follows counts.
 *
 * @param text The system prompt.
 * @returns The schemas' places; none if there is no such list.
 */
export function listedTools(text: string): ListedTool[] {
  for (let at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at + 1)) {
    const first = skipSpace(text, at + OPEN.length);
    const tools = readObjects(text, text[first] === "[" ? skipSpace(text, first + 1) : first);
    if (tools.length > 0) return tools;
  }
  return [];
}

function readObjects(text: string, from: number): ListedTool[] {
  const tools: ListedTool[] = [];
  try {
    for (let at = from; text[at] === "{";) {
      const [schema, end] = pythonRawDecode(text, at);
      tools.push({ start: at, end, name: nameOf(schema) });
      at = skipSpace(text, end);
      if (text[at] === ",") at = skipSpace(text, at + 1);
    }
    return tools;
  } catch (error) {
    if (error instanceof JsonDecodeError || error instanceof PythonLimitError) return [];
    throw error;
  }
}

function nameOf(schema: PythonJson): string | undefined {
  const member = (value: PythonJson | undefined, key: string) =>
    value instanceof Map ? value.get(key) : undefined;
  const name = member(member(schema, "function"), "name") ?? member(schema, "name");
  return typeof name === "string" ? name : undefined;
}

/** Result of {@linkcode shortenSystem}. */
export interface ShortenedSystem {
  /** The shorter system prompt. */
  text: string;
  /** How many tools' schemas were left out. */
  left: number;
}

/**
 * Removes the tools that are not used from a system prompt. The text is cut, not written anew, so that no number and no
 * escape changes.
 *
 * @param text The system prompt.
 * @param used The names of the tools that stay.
 * @returns The shorter prompt; the same text if it lists no tools.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shortenSystem } from "../mod.ts";
 *
 * const text = 'Use <tools>[{"name": "ls"}, {"name": "cat"}, {"name": "rm", "n": 1.0}]</tools>.';
 * assertEquals(shortenSystem(text, new Set(["ls", "rm"])), {
 *   text: 'Use <tools>[{"name": "ls"}, {"name": "rm", "n": 1.0}]</tools>.',
 *   left: 1,
 * });
 * ```
 */
export function shortenSystem(text: string, used: ReadonlySet<string>): ShortenedSystem {
  const tools = listedTools(text);
  const remaining = tools.filter(({ name }) => name === undefined || used.has(name));
  if (remaining.length === tools.length) return { text, left: 0 };
  const list = remaining.map((tool, i) => {
    const before = tools[tools.indexOf(tool) - 1];
    const separator = i > 0 && before ? text.slice(before.end, tool.start) : "";
    return separator + text.slice(tool.start, tool.end);
  });
  return {
    text: text.slice(0, tools[0]!.start) + list.join("") + text.slice(tools.at(-1)!.end),
    left: tools.length - remaining.length,
  };
}
