import { JsonDecodeError, type PythonJson, PythonLimitError, pythonLoads } from "../../trace/mod.ts";
import type { ToolCall, ToolCallMessage } from "../../trace/mod.ts";

/** A message whose calls hold their arguments as data. */
export type ParsedMessage = Omit<ToolCallMessage, "tool_calls"> & {
  /** The calls, in order. */
  tool_calls?: (Omit<ToolCall, "function"> & { function: { name: string; arguments: PythonJson } })[];
};

/**
 * Messages with the arguments of their calls read, as chat templates want them: many write arguments that are text in
 * quotes. The data is Python's (`Map`s, `PythonFloat`s), so that {@linkcode applyTemplate} writes numbers as Python.
 *
 * @param messages The messages; they are left as they are.
 * @returns New messages. Arguments that are no JSON stay text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseArguments, pythonDumps } from "tracebook";
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
