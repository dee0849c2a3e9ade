import type { ResponsePart } from "../../trace/mod.ts";
import { jsonMembers } from "./json_members.ts";
import type { ToolCallMessage } from "../../trace/mod.ts";
import { toolLayout } from "../../trace/messages/turn_layout.ts";

/** A response, and the id of the call that it answers. */
export interface PairedResponse {
  /** The response. */
  response: ResponsePart;
  /** The call's id; undefined if it answers none. */
  callId?: string;
}

/**
 * A tool turn as messages, one for each response.
 *
 * @param value The turn's raw text.
 * @param responses The turn's responses, in order.
 * @param marked Whether the first message must have `raw`, because the turn before is a tool's too.
 * @returns The messages; the first has `raw` if their layout is not the turn's text. At least one.
 */
export function toolMessages(
  value: string,
  responses: readonly PairedResponse[],
  marked: boolean,
): ToolCallMessage[] {
  const messages = responses.map(({ response, callId }): ToolCallMessage => {
    const id = response.id ?? callId;
    return {
      role: "tool",
      ...(id === undefined ? {} : { tool_call_id: id }),
      ...(response.name === undefined ? {} : { name: response.name }),
      content: contentText(value, response),
    };
  });
  if (messages.length === 0) messages.push({ role: "tool", content: value });
  if (marked || toolLayout(messages) !== value) messages[0]!.raw = value;
  return messages;
}

/** What the tool returned, as it is written: without the envelope, a text without its quotes. */
function contentText(value: string, { body, id, note }: ResponsePart): string {
  const text = value.slice(body.start, body.end);
  const members = jsonMembers(text);
  const at = members?.get("content");
  const enveloped = at &&
    (id !== undefined || [...members!.keys()].every((key) => /^(name|content)$/.test(key)));
  if (!enveloped) return text;
  const content = text.slice(at.start, at.end);
  const said = content.startsWith('"') ? JSON.parse(content) as string : content;
  return note === undefined ? said : `${said}\n${note}`;
}
