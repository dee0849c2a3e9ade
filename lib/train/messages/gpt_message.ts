import { type CallPart, MALFORMED, type Part, readParts, type ThinkPart } from "../../trace/mod.ts";
import { jsonMembers } from "./json_members.ts";
import type { ToolCall, ToolCallMessage } from "../../trace/mod.ts";
import { gptLayout } from "../../trace/messages/turn_layout.ts";

/**
 * A gpt turn as a message: its thoughts, what is said, its calls. Calls that cannot be read stay in what is said.
 *
 * @param value The turn's raw text.
 * @param idOf The id of the call at an index, counted over all calls of the turn.
 * @returns The message, with `raw` if its layout is not the turn's text.
 */
export function gptMessage(value: string, idOf: (index: number) => string): ToolCallMessage {
  const thoughts: string[] = [];
  const said = new Said();
  const calls: ToolCall[] = [];
  let index = 0;
  for (const part of readParts(value, "gpt")) {
    if (part.kind === "think") {
      said.interrupt();
      thoughts.push(thoughtText(value, part));
    } else if (part.kind === "call" && part.name !== MALFORMED) {
      said.interrupt();
      calls.push({
        id: idOf(index++),
        type: "function",
        function: { name: part.name, arguments: argumentsText(value, part) },
      });
    } else {
      if (part.kind === "call") index++;
      said.add(textOf(value, part));
    }
  }
  const message: ToolCallMessage = { role: "assistant", content: said.text };
  if (thoughts.length > 0) message.reasoning_content = thoughts.join("\n\n");
  if (calls.length > 0) message.tool_calls = calls;
  if (gptLayout(message) !== value) message.raw = value;
  return message;
}

/** What is said between thoughts and calls, without the line ends that only set them apart. */
class Said {
  #pieces: string[] = [];
  #piece = "";
  #first = true;

  add(text: string): void {
    this.#piece += text;
  }

  /** A thought or a call begins. */
  interrupt(): void {
    this.#take(this.#piece.replace(/\n$/, ""));
    this.#first = false;
  }

  #take(piece: string): void {
    const text = this.#first ? piece : piece.replace(/^\n/, "");
    if (text !== "") this.#pieces.push(text);
    this.#piece = "";
  }

  get text(): string {
    this.#take(this.#piece);
    return this.#pieces.join("\n");
  }
}

const textOf = (value: string, { start, end }: Part) => value.slice(start, end);

/** A thought without its tags and the line ends next to them. */
function thoughtText(value: string, part: ThinkPart): string {
  const [open, close] = ["<think>", "</think>"];
  const end = part.end - close.length;
  if (!value.startsWith(close, end) || end < part.start + open.length) return part.text;
  return value.slice(part.start + open.length, end).replace(/^\n/, "").replace(/\n$/, "");
}

/** A call's arguments as they are written. */
function argumentsText(value: string, { body }: CallPart): string {
  const text = value.slice(body.start, body.end);
  const at = jsonMembers(text)?.get("arguments");
  const given = at ? text.slice(at.start, at.end) : "null";
  // OpenAI's own format holds them as JSON text
  if (given.startsWith('"')) return JSON.parse(given) as string;
  return given === "null" ? "{}" : given;
}
