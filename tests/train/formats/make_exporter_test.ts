import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadTokenizer, loadTraces, type Trace } from "tracebook";
import {
  conversationMessages,
  FILE_FORMATS,
  type FileFormat,
  makeExporter,
  readChatTemplate,
  renderSpans,
  toToolCallMessages,
  TRAINING_FORMATS,
  trainingRecords,
} from "../../../lib/train/mod.ts";

const { chatTemplate, specialTokens } = await loadTokenizer();
const template = readChatTemplate({ chat_template: chatTemplate, ...specialTokens });
const sample = await loadTraces("sample").take(40).toArray();
const turns = (...said: [from: Trace["conversations"][number]["from"], value: string][]) =>
  said.map(([from, value]) => ({ from, value }));

const recordsOf = (traces: readonly Trace[], format: FileFormat) => {
  const exporter = makeExporter(format, { template });
  const records = traces.flatMap((trace) => [...exporter.records(trace)]) as Record<string, unknown>[];
  return { records, counts: exporter.counts(), fields: exporter.fields };
};

Deno.test("every format has the fields that it says, and counts what it made", () => {
  for (const format of FILE_FORMATS) {
    const { records, fields, counts: { traces, records: count, leftOut } } = recordsOf(sample, format);
    assert(records.length >= 30, format);
    for (const record of records) assertEquals(Object.keys(record), Object.keys(fields), format);
    assertEquals(traces, 40);
    assertEquals(records.length, count);
    const out = leftOut.reduce((sum, { traces }) => sum + traces, 0);
    assertEquals(new Set(records.map(({ id }) => id)).size + out, 40, format);
  }
});

Deno.test("formats of training records are these records, but for calls", () => {
  for (const format of TRAINING_FORMATS.filter((format) => format !== "tool_call_messages")) {
    const expected = sample.flatMap((trace) => [...trainingRecords(trace, format, { template })]);
    assertEquals(recordsOf(sample, format).records, expected as unknown as Record<string, unknown>[]);
  }
});

Deno.test("messages with calls hold arguments as data, as they were written", () => {
  const value =
    '<think>\nlook\n</think>\nSo.\n<tool_call>\n{"name": "ls", "arguments": {"n": 1.0, "k": [1e-07,\n2]}}\n</tool_call>';
  const trace = { id: "a", conversations: turns(["human", "Hi"], ["gpt", value]) };
  const [record] = recordsOf([trace], "tool_calls").records;
  assertEquals(record, {
    id: "a",
    messages: [
      '{"role":"user","content":"Hi"}',
      '{"role":"assistant","content":"So.","reasoning_content":"look","tool_calls":[{"id":"call_1_0",' +
      '"type":"function","function":{"name":"ls","arguments":{"n": 1.0, "k": [1e-07, 2]}}}]}',
    ],
    tools: "[]",
  });
});

Deno.test("messages with calls say what toToolCallMessages says, but for raw", () => {
  const { records } = recordsOf(sample, "tool_calls");
  for (const [i, { messages, tools }] of records.entries()) {
    const expected = toToolCallMessages(sample[i]!).map(({ raw: _, tool_calls, ...message }) => ({
      ...message,
      ...(tool_calls && {
        tool_calls: tool_calls.map((call) => ({
          ...call,
          function: { ...call.function, arguments: JSON.parse(call.function.arguments) },
        })),
      }),
    }));
    assertEquals((messages as string[]).map((text) => JSON.parse(text)), expected);
    assertEquals(tools, sample[i]!.tools);
  }
});

Deno.test("arguments that some reader of JSON would refuse are text", () => {
  const nested = "[".repeat(600) + "]".repeat(600);
  const odd = [
    '{"n": NaN}',
    '{"n": 123456789012345678901234567890}',
    '{"n": -9223372036854775809}',
    '{"n": 1e999}',
    '{"s": "\\ud800"}',
    `{"d": ${nested}}`,
  ];
  for (const given of odd) {
    const conversations = turns(["gpt", `<tool_call>\n{"name": "ls", "arguments": ${given}}\n</tool_call>`]);
    const [record] = recordsOf([{ id: "a", conversations }], "tool_calls").records;
    const [message] = (record!.messages as string[]).map((text) => JSON.parse(text));
    if (message.tool_calls) assertEquals(message.tool_calls[0].function.arguments, given);
    else assert(given === nested || message.content.includes(given)); // a call that cannot be read stays text
  }
  const fine = [
    '{"n": 18446744073709551615}',
    '{"n": -9223372036854775808}',
    '{"id": "1234567890123456789012"}',
  ];
  for (const given of fine) {
    const conversations = turns(["gpt", `<tool_call>\n{"name": "ls", "arguments": ${given}}\n</tool_call>`]);
    const [record] = recordsOf([{ id: "a", conversations }], "tool_calls").records;
    assert((record!.messages as string[])[0]!.includes(`"arguments":${given}}`));
  }
});

Deno.test("half a surrogate pair is left to be repaired and counted, an escape in a text stays a text", () => {
  const conversations = turns(["human", "a \ud83d b \\ud83d c \\\\ud83d"], ["gpt", "🙂"]);
  const [record] = recordsOf([{ id: "a", conversations }], "tool_calls").records;
  const [first, second] = record!.messages as string[];
  assertEquals(JSON.parse(first!).content, conversations[0]!.value);
  assert(!first!.isWellFormed() && second!.isWellFormed());
});

Deno.test("in the ShareGPT format turns alternate, responses are joined without tags, and the end is a gpt turn", () => {
  const responses = "<tool_response>\n1\n</tool_response>\n<tool_response>\n2\n</tool_response>";
  const trace = {
    id: "a",
    conversations: turns(
      ["system", "S"],
      ["human", "Hi"],
      ["gpt", "call"],
      ["tool", responses],
      ["tool", "<tool_response>\n3\n</tool_response>"],
      ["gpt", "done"],
      ["human", "thanks"],
    ),
  };
  const between = "\n</tool_response>\n<tool_response>\n";
  assertEquals(recordsOf([trace], "sharegpt").records, [{
    id: "a",
    conversations: [
      { from: "system", value: "S" },
      { from: "human", value: "Hi" },
      { from: "gpt", value: "call" },
      { from: "observation", value: `1${between}2${between}3` },
      { from: "gpt", value: "done" },
    ],
  }]);
  for (
    const twice of [turns(["human", "a"], ["human", "b"], ["gpt", "c"]), turns(["gpt", "a"], ["human", "b"])]
  ) {
    const { records, counts: { leftOut } } = recordsOf([{ id: "b", conversations: twice }], "sharegpt");
    assertEquals(records, []);
    assert(leftOut[0]!.reason.includes("do not alternate"));
  }
});

Deno.test("segments are the rendered text, and what is trained is what the assistant writes", () => {
  const { records } = recordsOf(sample, "segments");
  for (const [i, record] of records.entries()) {
    const segments = record.segments as { label: boolean; text: string }[];
    const messages = conversationMessages(sample[i]!);
    const { text, spans } = renderSpans(template, messages);
    assertEquals(segments.map(({ text }) => text).join(""), text);
    const trained = spans.filter(({ message }) => messages[message]!.role === "assistant")
      .map(({ start, stop }) => text.slice(start, stop));
    assertEquals(segments.filter(({ label }) => label).map(({ text }) => text), trained);
    assert(trained.every((piece) => piece.endsWith("<|im_end|>")));
  }
});

Deno.test("a trace that trains nothing is left out with the reason, in every format", () => {
  const nothing: [Trace["conversations"], string][] = [
    [[], "there are no turns"],
    [turns(["human", "Hi"], ["tool", "x"]), "there is no gpt turn"],
    [turns(["human", "Hi"], ["gpt", " \n"]), "all gpt turns are empty"],
  ];
  for (const format of FILE_FORMATS) {
    for (const [conversations, reason] of nothing) {
      const { records, counts: { leftOut } } = recordsOf([{ id: "a", conversations }, sample[0]!], format);
      assert(records.length > 0);
      assertEquals(leftOut.map(({ traces, ids }) => [traces, ids]), [[1, ["a"]]], format);
      assert(leftOut[0]!.reason.startsWith(reason), leftOut[0]!.reason);
    }
  }
});

Deno.test("what a template refuses is left out, under one reason for all", () => {
  const strict = readChatTemplate({
    chat_template: "{% for m in messages %}{% if loop.index0 % 2 == 0 and m.role != 'user' %}" +
      "{{ raise_exception('turn ' ~ loop.index ~ ' must be of the user') }}{% endif %}{{ m.content }}{% endfor %}",
  });
  const exporter = makeExporter("text", { template: strict });
  for (let length = 1; length < 20; length++) {
    const pairs = Array.from({ length }, () => [["human", "Hi"], ["gpt", "Hello"]] as const).flat();
    exporter.records({
      id: `${length}`,
      conversations: turns(...pairs.map((pair) => [...pair] as ["gpt", string]), ["gpt", "!"]),
    });
  }
  const [refused] = exporter.counts().leftOut;
  assertEquals([refused!.traces, refused!.ids.length], [19, 10]);
  assert(refused!.reason.includes("turn n must be of the user"), refused!.reason);
});

Deno.test("a format that is unknown or lacks its template is refused at once", () => {
  assertThrows(() => makeExporter("alpaca" as FileFormat), RangeError, "use one of messages, tool_calls");
  for (const format of ["text", "segments"] as const) {
    assertThrows(() => makeExporter(format), RangeError, "without a chat template");
  }
});
