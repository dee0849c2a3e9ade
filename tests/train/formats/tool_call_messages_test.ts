import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { loadTraces, type Role, type ToolCallMessage, type Turn } from "tracebook";
import { fromToolCallMessages, ROLES } from "../../../lib/trace/mod.ts";
import { toToolCallMessages } from "../../../lib/train/mod.ts";
import { oddText } from "../../trace/odd_text.ts";
import { shortOrLong } from "../../long.ts";

const turns = (...given: [Role, string][]) => ({
  conversations: given.map(([from, value]): Turn => ({ from, value })),
});

/** The messages of some turns, after it is asked that the turns come back, also through a file. */
function messagesOf(...given: [Role, string][]): ToolCallMessage[] {
  const trace = turns(...given);
  const messages = toToolCallMessages(trace);
  const stored = JSON.parse(JSON.stringify(messages)) as ToolCallMessage[];
  assertEquals(fromToolCallMessages(stored), trace.conversations);
  return stored;
}

const call = (body: string) => `<tool_call>\n${body}\n</tool_call>`;
const response = (body: string) => `<tool_response>\n${body}\n</tool_response>`;

Deno.test("every trace comes back byte for byte, also through JSON", () => {
  const block = fc.oneof(
    oddText,
    oddText.map((text) => `<think>\n${text}\n</think>\n${text}`),
    oddText.map((text) =>
      `<think>\n</think>\n${call(`{"name": "ls", "arguments": {"a": ${JSON.stringify(text)}}}`)}`
    ),
    oddText.map((text) =>
      response(`{"tool_call_id": "a:1", "name": "ls", "content": ${JSON.stringify(text)}}`)
    ),
    oddText.map((text) => response(text)),
  );
  const turn = fc.record({
    from: fc.constantFrom(...ROLES),
    value: fc.array(block, { maxLength: 3 }).map((blocks) => blocks.join("\n")),
  });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 6 }), (conversations) => {
      messagesOf(...conversations.map(({ from, value }): [Role, string] => [from, value]));
    }),
    { numRuns: shortOrLong(200, 1000) },
  );
});

Deno.test("thought, words and calls have fields of their own, and no number is written anew", () => {
  const args = '{"n": 1.0, "small": 1e-07, "big": 12345678901234567890, "2": 0, "1": "\\u00e9"}';
  const value = `<think>\n look\n\ntwice\n</think>\nListing.\n${
    call(`{"name": "ls", "arguments": ${args}}`)
  }\n${call('{"name": "pwd", "arguments": {}}')}`;
  assertEquals(messagesOf(["gpt", value]), [{
    role: "assistant",
    content: "Listing.",
    reasoning_content: " look\n\ntwice",
    tool_calls: [
      { id: "call_0_0", type: "function", function: { name: "ls", arguments: args } },
      { id: "call_0_1", type: "function", function: { name: "pwd", arguments: "{}" } },
    ],
  }]);
});

Deno.test("parallel calls are answered by messages that name them, in whatever order they come", () => {
  const [asked, ...answers] = messagesOf(
    ["gpt", `${call('{"name": "a", "arguments": {}}')}\n${call('{"name": "b", "arguments": {}}')}`],
    [
      "tool",
      `${response('{"tool_call_id": "b:1", "name": "b", "content": {"n": 1.0}}')}\n${
        response('{"tool_call_id": "a:0", "name": "a", "content": "plain"}')
      }`,
    ],
  );
  assertEquals(asked?.tool_calls?.map(({ id }) => id), ["a:0", "b:1"]);
  assertEquals(answers, [
    { role: "tool", tool_call_id: "b:1", name: "b", content: '{"n": 1.0}' },
    { role: "tool", tool_call_id: "a:0", name: "a", content: "plain" },
  ]);
});

Deno.test("a response without an envelope names the call that it answers", () => {
  const messages = messagesOf(["gpt", call('{"name": "a", "arguments": {}}')], ["tool", response("done")]);
  assertEquals(messages[1], { role: "tool", tool_call_id: "call_0_0", content: "done" });
});

Deno.test("a response that answers nothing names no call but its own", () => {
  const own = response('{"tool_call_id": "x:9", "name": "x", "content": "1"}');
  const messages = messagesOf(["tool", response("early")], ["gpt", "no call"], ["tool", own]);
  assertEquals(messages.map(({ tool_call_id }) => tool_call_id), [undefined, undefined, "x:9"]);
});

Deno.test("two tool turns in a row stay two, and one of two responses one", () => {
  const messages = messagesOf(
    ["tool", `${response("a")}\n${response("b")}`],
    ["tool", `${response("c")}\n${response("d")}`],
    ["tool", ""],
    ["tool", response("e")],
  );
  assertEquals(messages.map(({ content, raw }) => [content, raw !== undefined]), [
    ["a", false],
    ["b", false],
    ["c", true],
    ["d", false],
    ["", true],
    ["e", true],
  ]);
});

Deno.test("a call that cannot be read stays in the text", () => {
  const value = `<think>\nx\n</think>\n${call('{"name": "w", "arguments": {"a": "line\nend"}}')}`;
  const [message] = messagesOf(["gpt", value]);
  assertEquals(message?.tool_calls, undefined);
  assertEquals(message?.content, call('{"name": "w", "arguments": {"a": "line\nend"}}'));
  assertEquals(message?.raw, undefined);
});

Deno.test("a malformed call between others does not shift their ids", () => {
  const [message] = messagesOf(
    ["gpt", `${call("{bad}")}\n${call('{"name": "b", "arguments": {}}')}`],
    [
      "tool",
      `${response('{"tool_call_id": "m:0", "name": "", "content": "bad"}')}\n${
        response('{"tool_call_id": "b:1", "name": "b", "content": "ok"}')
      }`,
    ],
  );
  assertEquals(message?.tool_calls?.map(({ id }) => id), ["b:1"]);
});

Deno.test("what the fields cannot say exactly is kept in raw, and they still say what was meant", () => {
  const value =
    '<think>one</think>\n<think>\ntwo\n</think>\n\nText<tool_call>{"arguments":{"a":1},"name":"ls"}</tool_call>';
  const [message] = messagesOf(["gpt", value]);
  assertEquals(message, {
    role: "assistant",
    content: "\nText",
    reasoning_content: "one\n\ntwo",
    tool_calls: [{ id: "call_0_0", type: "function", function: { name: "ls", arguments: '{"a":1}' } }],
    raw: value,
  });
});

Deno.test("arguments that are JSON text, null or absent become JSON text of an object", () => {
  const given = [
    '{"name": "a", "arguments": "{\\"n\\": 1.0}"}',
    '{"name": "a", "arguments": null}',
    '{"name": "a"}',
  ];
  const [message] = messagesOf(["gpt", given.map(call).join("\n")]);
  assertEquals(message?.tool_calls?.map((each) => each.function.arguments), ['{"n": 1.0}', "{}", "{}"]);
});

Deno.test("of the sample's turns hardly any need raw, and all come back", async () => {
  let all = 0;
  let raw = 0;
  for await (const trace of loadTraces("sample")) {
    const messages = toToolCallMessages(trace);
    assertEquals(fromToolCallMessages(messages), trace.conversations);
    all += trace.conversations.length;
    raw += messages.filter((message) => message.raw !== undefined).length;
  }
  assert(all > 5000 && raw < 0.015 * all, `${raw} of ${all} turns need raw`);
});

Deno.test("messages from elsewhere become turns in the data set's layout; an unknown role is refused", () => {
  const messages: ToolCallMessage[] = [
    {
      role: "assistant",
      content: "",
      tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }],
    },
    { role: "tool", content: "[1] see", tool_call_id: "c", name: "f" },
  ];
  assertEquals(fromToolCallMessages(messages), [
    { from: "gpt", value: call('{"name": "f", "arguments": {}}') },
    { from: "tool", value: response('{"tool_call_id": "c", "name": "f", "content": "[1] see"}') },
  ]);
  const odd = [{ role: "critic", content: "" }] as unknown as ToolCallMessage[];
  assertThrows(
    () => fromToolCallMessages(odd),
    RangeError,
    'Cannot turn a message of the role "critic" back',
  );
});
