import { isObject, spacedJson } from "../../python/mod.ts";
import { fromToolCallMessages, type ToolCall, type ToolCallMessage, type Turn } from "../../trace/mod.ts";
import type { FieldReader, UnknownRecord } from "./field_reader.ts";

const ROLES = ["system", "developer", "user", "assistant", "tool", "function"] as const;

/**
 * Reads OpenAI's `messages` as turns: calls in `tool_calls`, thoughts in `reasoning_content` (or `reasoning`),
 * answers in messages of the role `tool`. Texts are laid out as the data set's turns are, unless `raw` (see
 * `toToolCallMessages`) holds the turn's own text.
 *
 * @see https://platform.openai.com/docs/api-reference/chat
 */
export function readOpenAiMessages(value: unknown, read: FieldReader): Turn[] {
  const messages = read.list(value, "messages").map((message, i) =>
    readMessage(message, `messages[${i}]`, read)
  );
  const names = new Map(
    messages.flatMap(({ tool_calls = [] }) => tool_calls.map((call) => [call.id, call.function.name])),
  );
  // A tool's message may name only the call, not the tool.
  return fromToolCallMessages(
    messages.map((message) =>
      message.role === "tool" && message.name === undefined && names.has(message.tool_call_id ?? "")
        ? { ...message, name: names.get(message.tool_call_id!) }
        : message
    ),
  );
}

function readMessage(value: unknown, field: string, read: FieldReader): ToolCallMessage {
  const message = read.object(value, field);
  const role = read.oneOf(message.role, ROLES, `${field}.role`);
  const content = readContent(message.content, `${field}.content`, read);
  const raw = typeof message.raw === "string" ? { raw: message.raw } : {};
  switch (role) {
    case "tool":
    case "function":
      return {
        role: "tool",
        content,
        ...textMember(message, "tool_call_id"),
        ...textMember(message, "name"),
        ...raw,
      };
    case "assistant": {
      const thought = message.reasoning_content ?? message.reasoning;
      const calls = readCalls(message, field, read);
      return {
        role,
        content,
        ...typeof thought === "string" && { reasoning_content: thought },
        ...calls.length > 0 && { tool_calls: calls },
        ...raw,
      };
    }
    default:
      return { role: role === "developer" ? "system" : role, content, ...raw };
  }
}

/** Reads text, or the texts of a list of parts; null, as in messages that only call tools, is empty. */
function readContent(value: unknown, field: string, read: FieldReader): string {
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return read.text(value, field);
  return value.map((part, i) => {
    if (typeof part === "string") return part;
    const { type, text } = read.object(part, `${field}[${i}]`);
    if (typeof text === "string") return text;
    throw read.error(
      `${field}[${i}]`,
      `it is a part of the type ${JSON.stringify(type)}, but only text can be read`,
    );
  }).join("");
}

function readCalls(message: UnknownRecord, field: string, read: FieldReader): ToolCall[] {
  const { tool_calls: calls, function_call: one } = message;
  if (isObject(one)) return [readCall({ function: one }, `${field}.function_call`, 0, read)];
  if (calls === null || calls === undefined) return [];
  return read.list(calls, `${field}.tool_calls`).map((call, i) =>
    readCall(call, `${field}.tool_calls[${i}]`, i, read)
  );
}

function readCall(value: unknown, field: string, index: number, read: FieldReader): ToolCall {
  const call = read.object(value, field);
  const called = isObject(call.function) ? call.function : call;
  const name = read.text(called.name, `${field}.function.name`);
  return {
    id: typeof call.id === "string" ? call.id : `call_${index}`,
    type: "function",
    function: { name, arguments: argumentsText(called.arguments) },
  };
}

/** Returns arguments as JSON text: text as it is, data as the data set writes it. */
function argumentsText(value: unknown): string {
  if (typeof value !== "string") return spacedJson(value ?? {});
  return value.trim() === "" ? "{}" : value;
}

function textMember<K extends "tool_call_id" | "name">(
  message: UnknownRecord,
  key: K,
): { [key in K]?: string } {
  return typeof message[key] === "string" ? { [key]: message[key] } as { [key in K]?: string } : {};
}
