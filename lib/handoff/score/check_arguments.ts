import { isObject } from "../../trace/is_object.ts";
import { type Schema, Validator } from "@cfworker/json-schema";
import type { SeenCall } from "./read_turn.ts";

/** Says of a call whether its tool is on the list, and whether its arguments fit the tool's schema. */
export interface ArgumentCheck {
  /** Whether the trace lists the tool; undefined if it lists none that can be read. */
  isListed(call: SeenCall): boolean | undefined;
  /** Whether the arguments fit; undefined if nothing says what would. */
  fits(call: SeenCall): boolean | undefined;
}

/**
 * Reads a trace's tools for checking calls against them.
 *
 * @param tools The tools, as one JSON text: a list of OpenAI-style functions.
 * @returns The check.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export function argumentCheck(tools: string | null | undefined): ArgumentCheck {
  const schemas = schemasOf(tools ?? "");
  const validators = new Map<string, Validator>();
  return {
    isListed: ({ name }) => schemas.size === 0 ? undefined : schemas.has(name),
    fits({ name, arguments: given }) {
      const schema = schemas.get(name);
      if (schema === undefined) return undefined;
      if (given === undefined) return false;
      const validator = validators.get(name) ?? new Validator(schema);
      validators.set(name, validator);
      try {
        return validator.validate(given).valid;
      } catch {
        return undefined; // a schema that points nowhere decides nothing
      }
    },
  };
}

function schemasOf(tools: string): Map<string, Schema> {
  const list = parsed(tools);
  const found = new Map<string, Schema>();
  for (const tool of Array.isArray(list) ? list : []) {
    const { name, parameters } = tool?.function ?? tool ?? {};
    if (typeof name === "string") found.set(name, withoutPatterns(isObject(parameters) ? parameters : {}));
  }
  return found;
}

/** A schema is a stranger's text, and a regular expression can be made to run for years: none is run. */
function withoutPatterns(schema: Record<string, unknown>): Schema {
  return JSON.parse(JSON.stringify(schema, (key, value) => {
    const isKeyword = key === "pattern" && typeof value === "string" || key === "patternProperties";
    return isKeyword ? undefined : value;
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
