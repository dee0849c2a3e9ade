import type { Json } from "../../../lib/python/mod.ts";

/** A tool as the data set's `tools` column lists it. */
export type ToolSchema = {
  type: "function";
  function: { name: string; description: string; parameters: { [key: string]: Json } };
};

/** A parameter: JSON type, description, further schema keys. */
export type Parameter = readonly [type: string, description: string, more?: { [key: string]: Json }];

/** Makes a tool's schema; parameters whose name ends with `!` are required. */
export function tool(name: string, description: string, parameters: Record<string, Parameter>): ToolSchema {
  const properties: { [key: string]: Json } = {};
  const required: string[] = [];
  for (const [key, [type, about, more]] of Object.entries(parameters)) {
    const plain = key.replace(/!$/, "");
    if (plain !== key) required.push(plain);
    properties[plain] = { type, ...more, description: about };
  }
  return {
    type: "function",
    function: { name, description, parameters: { type: "object", properties, required } },
  };
}
