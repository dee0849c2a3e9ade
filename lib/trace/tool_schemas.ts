import { type PythonDict, type PythonJson, pythonLoads } from "../python/mod.ts";
import type { Trace } from "./row.ts";

/** One tool a trace's model could call. */
export interface ToolSchema {
  /** The function's name; null where the schema has none. */
  name: PythonJson;
  /** What the function does, in whole; empty where the schema does not say. */
  description: string;
}

/**
 * The tools that a trace offers its model, from its `tools` column.
 *
 * @param trace A trace, or anything with its `tools`.
 * @returns The tools in order; none if the column is empty, absent or not a JSON list (as the tutorial has
 * it).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toolSchemas } from "tracebook";
 *
 * const tools = '[{"type": "function", "function": {"name": "ls", "description": "Lists files"}}]';
 * assertEquals(toolSchemas({ tools }), [{ name: "ls", description: "Lists files" }]);
 * ```
 */
export function toolSchemas(trace: Pick<Trace, "tools">): ToolSchema[] {
  return readList(trace.tools ?? "").map((schema) => {
    const definition = field(schema, "function");
    const description = field(definition, "description");
    return {
      name: field(definition, "name") ?? null,
      description: typeof description === "string" ? description : "",
    };
  });
}

function readList(text: string): PythonJson[] {
  try {
    const list = pythonLoads(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function field(value: PythonJson | undefined, key: string): PythonJson | undefined {
  return value instanceof Map ? (value as PythonDict).get(key) : undefined;
}
