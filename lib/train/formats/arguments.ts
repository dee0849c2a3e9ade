import {
  JsonDecodeError,
  type PythonJson,
  PythonLimitError,
  pythonLoads,
  pythonRawDecode,
} from "../../python/mod.ts";
import type { Span, ToolCall, ToolCallMessage } from "../../trace/mod.ts";

/** A message whose calls hold their arguments as data, not as JSON text. */
export type ParsedMessage = Omit<ToolCallMessage, "tool_calls"> & {
  /** The message's calls, in order, with their arguments as data. */
  tool_calls?: (Omit<ToolCall, "function"> & { function: { name: string; arguments: PythonJson } })[];
};

/**
 * Parses the arguments of calls in messages, as chat templates want them: many write arguments that are text in
 * quotes. The data is Python's (`Map`s, `PythonFloat`s), so that {@linkcode applyTemplate} writes numbers as Python.
 *
 * @param messages The messages; they are left as they are.
 * @returns New messages. Arguments that are no JSON stay text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseArguments } from "../mod.ts";
 * import { pythonDumps } from "tracebook/python";
 *
 * const call = { id: "c", type: "function" as const, function: { name: "wait", arguments: '{"seconds":1.0}' } };
 * const [message] = parseArguments([{ role: "assistant", content: "", tool_calls: [call] }]);
 * assertEquals(pythonDumps(message!.tool_calls![0]!.function.arguments), '{"seconds": 1.0}');
 * ```
 */
export function parseArguments(messages: readonly ToolCallMessage[]): ParsedMessage[] {
  return messages.map(({ tool_calls, ...message }) =>
    tool_calls === undefined ? message : {
      ...message,
      tool_calls: tool_calls.map((call) => ({
        ...call,
        function: { ...call.function, arguments: parsed(call.function.arguments) },
      })),
    }
  );
}

function parsed(text: string): PythonJson {
  try {
    return pythonLoads(text);
  } catch (error) {
    if (error instanceof JsonDecodeError || error instanceof PythonLimitError) return text;
    throw error;
  }
}

const SPACE = /[ \n\r\t]*/y;

function skipJsonSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/**
 * Finds where the values of a JSON object's members stand in its text, so that they can be kept as they were
 * written; undefined
 * if no object begins there.
 */
export function jsonMembers(text: string): Map<string, Span> | undefined {
  if (text[0] !== "{") return undefined;
  const members = new Map<string, Span>();
  try {
    let at = skipJsonSpace(text, 1);
    while (text[at] === '"') {
      const [key, keyEnd] = pythonRawDecode(text, at);
      const start = skipJsonSpace(text, skipJsonSpace(text, keyEnd) + 1);
      const [, end] = pythonRawDecode(text, start);
      members.set(key as string, { start, end });
      at = skipJsonSpace(text, end);
      if (text[at] === ",") at = skipJsonSpace(text, at + 1);
    }
    return text[at] === "}" ? members : undefined;
  } catch (error) {
    if (error instanceof JsonDecodeError) return undefined;
    throw error;
  }
}
