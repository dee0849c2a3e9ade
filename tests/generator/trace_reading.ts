import type { Trace } from "tracebook";

/** A tool call as the synthetic traces spell it; `args` is undefined where the JSON is broken. */
export interface SeenCall {
  name: string;
  args: Record<string, unknown> | undefined;
}

/** A tool response; `content` is what the tool returned. */
export interface SeenResponse {
  id: string;
  name: string;
  content: unknown;
}

/** The calls of a gpt turn. Good enough for generated text, whose tags are at line starts. */
export function callsOf(value: string): SeenCall[] {
  return [...value.matchAll(/^<tool_call>\n([\s\S]*?)\n<\/tool_call>$/gm)].map(([, json]) => {
    try {
      const { name, arguments: args } = JSON.parse(json!);
      return { name, args };
    } catch {
      return { name: json!.match(/"name": "([^"]*)"/)?.[1] ?? "", args: undefined };
    }
  });
}

/** The responses of a tool turn. */
export function responsesOf(value: string): SeenResponse[] {
  return [...value.matchAll(/^<tool_response>\n(.*)\n<\/tool_response>$/gm)].map(([, json]) => {
    const { tool_call_id: id, name, content } = JSON.parse(json!);
    return { id, name, content };
  });
}

/** Each call with the response that follows it, in order; undefined where nobody answered. */
export function pairs({ conversations }: Trace): (readonly [SeenCall, SeenResponse | undefined])[] {
  const calls = conversations.flatMap(({ from, value }) => from === "gpt" ? callsOf(value) : []);
  const responses = conversations.flatMap(({ from, value }) => from === "tool" ? responsesOf(value) : []);
  return calls.map((call, i) => [call, responses[i]] as const);
}
