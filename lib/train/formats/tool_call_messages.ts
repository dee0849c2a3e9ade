import type { Displayable } from "../../display/mod.ts";
import {
  type CallPart,
  layoutGptTurn,
  layoutToolTurn,
  MALFORMED,
  type Part,
  readParts,
  readTrace,
  type ResponsePart,
  type ThinkPart,
  type ToolCall,
  type ToolCallMessage,
  type Trace,
} from "../../trace/mod.ts";
import { jsonMembers } from "./arguments.ts";
import { shownMessages, toMessages } from "./messages.ts";

/**
 * A trace as messages in which thoughts, calls and responses have fields of their own, as OpenAI's API and TRL have
 * them. Nothing is lost: {@linkcode fromToolCallMessages} gives the turns back.
 *
 * - A call has the id of the response that answers it, else `call_<turn>_<number>`.
 * - Arguments are the JSON text of the call. Many templates, Qwen2.5's too, write a text in quotes: before one is
 *   applied, {@linkcode parseArguments}, or `json.loads` in Python, must read them (`templateWarnings` tells).
 * - A tool turn with several responses becomes several messages. A response that answers no call, or one that cannot
 *   be read, has no `tool_call_id` but its own.
 * - What cannot be read (a malformed call) stays in `content`.
 * - Where the fields do not say a turn exactly (an unclosed thought, other white space), `raw` has its text.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @returns The messages. In a notebook they show as a table.
 * @throws {RangeError} If a role is none of the data set's.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toToolCallMessages } from "../mod.ts";
 *
 * const [call, response] = toToolCallMessages({
 *   conversations: [
 *     { from: "gpt", value: '<think>\nlook\n</think>\n<tool_call>\n{"name": "ls", "arguments": {"n": 1.0}}\n</tool_call>' },
 *     { from: "tool", value: '<tool_response>\n{"tool_call_id": "c:0", "name": "ls", "content": "a"}\n</tool_response>' },
 *   ],
 * });
 * assertEquals(call, {
 *   role: "assistant",
 *   content: "",
 *   reasoning_content: "look",
 *   tool_calls: [{ id: "c:0", type: "function", function: { name: "ls", arguments: '{"n": 1.0}' } }],
 * });
 * assertEquals(response, { role: "tool", tool_call_id: "c:0", name: "ls", content: "a" });
 * ```
 * @see https://huggingface.co/docs/trl/dataset_formats#tool-calling
 */
export function toToolCallMessages(trace: Pick<Trace, "conversations">): ToolCallMessage[] & Displayable {
  const plain = toMessages(trace);
  const { steps, unattached } = readTrace(trace);
  const callIds = new Map<ResponsePart, string>();
  const idsOfTurn = new Map(steps.map(({ turn, calls }) => {
    const ids = calls.map(({ response }, i) => response?.id || `call_${turn}_${i}`);
    calls.forEach(({ response, name }, i) => {
      if (response && name !== MALFORMED) callIds.set(response, ids[i]!);
    });
    return [turn, ids];
  }));
  const responses = [...unattached, ...steps.flatMap((step) => step.responses)];
  let taken = 0;
  return shownMessages(plain.flatMap(({ role, content }, turn): ToolCallMessage[] => {
    if (role === "assistant") return [gptMessage(content, (index) => idsOfTurn.get(turn)![index]!)];
    if (role !== "tool") return [{ role, content }];
    const count = readParts(content, "tool").filter(({ kind }) => kind === "response").length;
    const own = responses.slice(taken, taken += count).map((response) => ({
      response,
      callId: callIds.get(response),
    }));
    return toolMessages(content, own, plain[turn - 1]?.role === "tool");
  }));
}

/**
 * A gpt turn as a message: its thoughts, what is said, its calls. Calls that cannot be read stay in what is
 * said.
 */
function gptMessage(value: string, idOf: (index: number) => string): ToolCallMessage {
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
  if (layoutGptTurn(message) !== value) message.raw = value;
  return message;
}

/** Text between thoughts and calls, without the line ends that only set them apart. */
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

/** A response, and the id of the call that it answers. */
interface PairedResponse {
  /** The response. */
  response: ResponsePart;
  /** The call's id; undefined if it answers none. */
  callId?: string;
}

/**
 * A tool turn as messages, one for each response. The first has `raw` if their layout is not the turn's text.
 * At least one.
 */
function toolMessages(
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
  if (marked || layoutToolTurn(messages) !== value) messages[0]!.raw = value;
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
