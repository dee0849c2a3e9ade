import type { ToolCall, ToolCallMessage } from "../../trace/mod.ts";

/**
 * Writes a message with calls as JSON, in the fields that chat templates read. The arguments of calls are data
 * there, not text,
 * because many templates write a text in quotes; they stand as the model wrote them.
 *
 * The field `raw` is left out: no template knows it.
 *
 * @param message The message.
 * @returns One line of JSON.
 * @see https://huggingface.co/docs/trl/dataset_formats#tool-calling
 */
export function messageJson({ raw: _, tool_calls, ...message }: ToolCallMessage): string {
  const rest = json(message);
  return tool_calls === undefined
    ? rest
    : `${rest.slice(0, -1)},"tool_calls":[${tool_calls.map(callJson).join(",")}]}`;
}

function callJson({ id, type, function: { name, arguments: given } }: ToolCall): string {
  const inner = `{"name":${json(name)},"arguments":${argumentsJson(given)}}`;
  return `{"id":${json(id)},"type":${json(type)},"function":${inner}}`;
}

/**
 * Writes JSON in which a lone surrogate stands as it is, not escaped: some readers drop the escape silently, while
 * `writeRecords` repairs and counts lone surrogates.
 */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /\\(?:\\|u(d[89a-f][0-9a-f]{2}))/g,
    (escape, half?: string) => half === undefined ? escape : String.fromCharCode(parseInt(half, 16)),
  );
}

/** Limits within which every JSON reader takes arguments: nesting depth, and integers. */
const MAX_DEPTH = 500;
const MIN_INTEGER = -(2n ** 63n);
const INTEGER_LIMIT = 2n ** 64n;

/** Writes arguments as they are; as a JSON string where some JSON reader would refuse them. */
function argumentsJson(text: string): string {
  // a line end between the tokens means nothing, but would end the line
  return isPortable(text) ? text.replace(/[\r\n]+/g, " ") : json(text);
}

function isPortable(text: string): boolean {
  let portable = true;
  const check = (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    if (typeof value === "string" && !value.isWellFormed()) portable = false;
    if (typeof value === "number" && source !== undefined) {
      if (!Number.isFinite(value)) portable = false;
      if (/^-?[0-9]+$/.test(source) && (BigInt(source) < MIN_INTEGER || BigInt(source) >= INTEGER_LIMIT)) {
        portable = false;
      }
    }
    return value;
  };
  if (depthOf(text) > MAX_DEPTH) return false;
  try {
    JSON.parse(text, check);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  return portable;
}

/** Returns an upper bound of a JSON text's nesting depth: brackets in strings count too. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === "{" || sign === "[") deepest = Math.max(deepest, ++depth);
    else if (sign === "}" || sign === "]") depth--;
  }
  return deepest;
}
