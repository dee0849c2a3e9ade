import type { Displayable } from "../../display/mod.ts";
import { MALFORMED, readParts, readTrace, type ResponsePart, type Trace } from "../../trace/mod.ts";
import { gptMessage } from "./gpt_message.ts";
import { shownMessages } from "./message.ts";
import type { ToolCallMessage } from "../../trace/mod.ts";
import { toMessages } from "./to_messages.ts";
import { toolMessages } from "./tool_messages.ts";

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
 * import { toToolCallMessages } from "tracebook";
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
