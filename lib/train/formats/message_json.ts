import type { ToolCall, ToolCallMessage } from "../../trace/mod.ts";

/**
 * A message with calls as JSON, in the fields that chat templates read. The arguments of calls are data there, not text,
 * because many templates write a text in quotes; they stand as the model wrote them.
 *
 * Left out is `raw`, which no template knows.
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
 * Half a surrogate pair stands as it is, not as the escape that JSON has for it: some readers drop that without a word,
 * while `writeRecords` repairs and counts what it finds.
 */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /\\(?:\\|u(d[89a-f][0-9a-f]{2}))/g,
    (escape, half?: string) => half === undefined ? escape : String.fromCharCode(parseInt(half, 16)),
  );
}

/** How deep arguments may be nested, and how large their numbers: what every reader of JSON takes. */
const DEEPEST = 500;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 64n;

/** Arguments as they are written; in quotes, as a text, where some reader of JSON would not take them. */
function argumentsJson(text: string): string {
  // a line end between the tokens means nothing, but would end the line
  return isPlain(text) ? text.replace(/[\r\n]+/g, " ") : json(text);
}

function isPlain(text: string): boolean {
  let plain = true;
  const look = (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    if (typeof value === "string" && !value.isWellFormed()) plain = false;
    if (typeof value === "number" && source !== undefined) {
      if (!Number.isFinite(value)) plain = false;
      if (/^-?[0-9]+$/.test(source) && (BigInt(source) < LEAST || BigInt(source) >= MOST)) plain = false;
    }
    return value;
  };
  if (depthOf(text) > DEEPEST) return false;
  try {
    JSON.parse(text, look);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  return plain;
}

/** At least how deep a JSON text is nested: brackets in texts count too. */
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
